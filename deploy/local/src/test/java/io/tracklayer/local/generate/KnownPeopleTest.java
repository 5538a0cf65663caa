package io.tracklayer.local.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownPeopleTest {

  private static final KnownPeople PEOPLE = new KnownPeople(7, 40, 5);

  private final List<ObjectNode> arrivals = new ArrayList<>();
  private final List<ObjectNode> visits = new ArrayList<>();

  KnownPeopleTest() {
    PEOPLE.arrivals(TrafficGenerator.DEFAULT_START).forEach(arrivals::add);
    PEOPLE.visits(4_000, TrafficGenerator.DEFAULT_START).forEach(visits::add);
  }

  @Test
  void allIdentifiersAreKnownOnceEachPersonHasArrivedOnEachDevice() {
    assertThat(arrivals).hasSize(PEOPLE.events());
    Set<String> known = new HashSet<>();
    arrivals.forEach(event -> known.addAll(identifiers(event)));
    assertThat(known).hasSize(40 * KnownPeople.identifiersOf(5));

    assertThat(visits).allSatisfy(visit -> assertThat(known).containsAll(identifiers(visit)));
  }

  @Test
  void someVisitsOfEveryDeviceAreWithoutTheAccount() {
    Set<String> anonymous = new HashSet<>();
    arrivals.stream()
        .filter(event -> identifiers(event).size() == 1)
        .forEach(event -> anonymous.addAll(identifiers(event)));

    assertThat(anonymous).hasSize(40 * 5);
    assertThat(visits.stream().filter(visit -> identifiers(visit).size() == 1).count())
        .isBetween(2_000L, 2_800L);
  }

  @Test
  void aDeviceBelongsToOnePerson() {
    Map<String, String> owners = new HashMap<>();
    for (JsonNode event : arrivals) {
      if (event.hasNonNull("userId")) {
        String user = event.get("userId").asText();
        assertThat(owners.putIfAbsent(event.get("anonymousId").asText(), user)).isIn(null, user);
      }
    }
    assertThat(owners).hasSize(40 * 5);
  }

  @Test
  void everyDeviceVisitsAboutAsOften() {
    Map<String, Integer> counts = new HashMap<>();
    visits.forEach(visit -> counts.merge(visit.get("anonymousId").asText(), 1, Integer::sum));

    assertThat(counts).hasSize(40 * 5);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(5, 45));
  }

  @Test
  void theSameArgumentsGiveTheSameEvents() {
    assertThat(PEOPLE.arrivals(TrafficGenerator.DEFAULT_START)).containsExactlyElementsOf(arrivals);
    assertThat(PEOPLE.visits(4_000, TrafficGenerator.DEFAULT_START))
        .containsExactlyElementsOf(visits);
  }

  @Test
  void aPopulationHasAboutAsManyIdentifiersAsAskedFor() {
    assertThat(KnownPeople.peopleWith(100_000, 3)).isEqualTo(16_667);
    assertThat(KnownPeople.peopleWith(100_000, 100)).isEqualTo(971);
    assertThat(KnownPeople.peopleWith(1, 3)).isEqualTo(1);
  }

  private static Set<String> identifiers(JsonNode event) {
    Set<String> identifiers = new HashSet<>();
    for (JsonNode one :
        List.of(
            event.path("userId"),
            event.path("anonymousId"),
            event.at("/context/traits/email"),
            event.at("/context/traits/phone"),
            event.at("/properties/email"))) {
      if (one.isTextual()) {
        identifiers.add(one.asText());
      }
    }
    return identifiers;
  }
}
