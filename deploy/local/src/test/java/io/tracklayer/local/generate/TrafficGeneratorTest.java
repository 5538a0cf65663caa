package io.tracklayer.local.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.Json;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficGeneratorTest {

  private static final int USERS = 500;
  private static final int EVENTS = 10_000;
  private static final long SEED = 42;

  private final List<ObjectNode> traffic = all(new TrafficGenerator(SEED, USERS, EVENTS));

  @Test
  void theSameSeedGivesTheSameTrafficByteForByte() {
    TrafficGenerator generator = new TrafficGenerator(SEED, USERS, EVENTS);

    assertThat(all(generator)).isEqualTo(traffic);
    assertThat(Json.write(all(generator))).isEqualTo(Json.write(traffic));
  }

  @Test
  void anotherSeedGivesOtherTraffic() {
    assertThat(all(new TrafficGenerator(SEED + 1, USERS, EVENTS))).isNotEqualTo(traffic);
  }

  @Test
  void thereAreAsManyEventsAsAskedFor() {
    assertThat(traffic).hasSize(EVENTS);
    assertThat(all(new TrafficGenerator(SEED, 10, 0))).isEmpty();
    assertThat(all(new TrafficGenerator(SEED, 10, 3))).hasSize(3);
    assertThat(all(new TrafficGenerator(SEED, 1, 50))).hasSize(50);
    assertThatThrownBy(() -> new TrafficGenerator(SEED, 0, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changingAnEnvelopeChangesNoOther() {
    List<ObjectNode> changed = new ArrayList<>();
    for (ObjectNode envelope : new TrafficGenerator(SEED, USERS, EVENTS)) {
      changed.add(envelope.deepCopy());
      envelope.removeAll();
    }

    assertThat(changed).isEqualTo(traffic);
  }

  /** The receiver's own reader judges each envelope. */
  @Test
  void everyEnvelopeIsTakenAndEveryCanonicalNameOccurs() {
    EnvelopeReader reader =
        new EnvelopeReader(
            new EndpointConfig(
                URI.create("https://inbound.example.com/rudderstack/events"),
                "acct",
                "production",
                "rudderstack",
                List.of(new SecretRef("SECRET")),
                List.of(),
                Map.of(),
                EndpointConfig.DEFAULT_EVENT_ID_FROM,
                401,
                4 * 1024 * 1024,
                1000,
                true,
                null));
    Instant receivedAt = TrafficGenerator.DEFAULT_START.plus(Duration.ofDays(1));
    Set<String> names = new TreeSet<>();
    Set<String> types = new TreeSet<>();
    for (ObjectNode envelope : traffic) {
      EnvelopeResult result = reader.read(Json.write(envelope), receivedAt);
      assertThat(result).isInstanceOf(EnvelopeResult.Accepted.class);
      EnvelopeResult.Accepted accepted = (EnvelopeResult.Accepted) result;
      types.add(accepted.event().type());
      if (accepted.canonicalEvent() != null) {
        names.add(accepted.canonicalEvent());
      }
    }

    assertThat(names)
        .containsExactlyInAnyOrder(
            CanonicalNames.PAGE_VIEW,
            CanonicalNames.VIEW_CONTENT,
            CanonicalNames.ADD_TO_CART,
            CanonicalNames.BEGIN_CHECKOUT,
            CanonicalNames.PURCHASE,
            CanonicalNames.REFUND,
            CanonicalNames.LEAD,
            CanonicalNames.SIGN_UP,
            CanonicalNames.PROFILE_UPDATE);
    assertThat(types).containsExactly("alias", "identify", "page", "screen", "track");
  }

  @Test
  void anEnvelopeIsAboutAsLargeAsARealOne() {
    double bytes = traffic.stream().mapToInt(e -> Json.write(e).length).average().orElseThrow();

    assertThat(bytes).isBetween(800.0, 1_000.0);
  }

  @Test
  void peopleComeAtAConstantRate() {
    Map<String, Integer> firstSeen = new HashMap<>();
    for (int i = 0; i < traffic.size(); i++) {
      String device = traffic.get(i).path("anonymousId").textValue();
      if (device != null) {
        firstSeen.putIfAbsent(device, i);
      }
    }
    long inFirstHalf = firstSeen.values().stream().filter(i -> i < EVENTS / 2).count();

    assertThat((double) inFirstHalf / firstSeen.size()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void oneInFiftyEventsIsACopy() {
    Set<String> seen = new HashSet<>();
    Set<String> orders = new HashSet<>();
    int copies = 0;
    int copiesByBackEnd = 0;
    for (JsonNode envelope : traffic) {
      boolean isOrder = envelope.path("event").asText().equals("Order Completed");
      boolean newMessage = seen.add(envelope.get("messageId").textValue());
      boolean newOrder = !isOrder || orders.add(envelope.at("/properties/order_id").textValue());
      if (!newMessage) {
        copies++;
      } else if (!newOrder) {
        copiesByBackEnd++;
      }
    }

    assertThat((double) (copies + copiesByBackEnd) / EVENTS).isCloseTo(0.02, within(0.005));
    assertThat(copiesByBackEnd).isPositive();
  }

  @Test
  void threeInTenAreGuestsAndOneInTwentySharesADevice() {
    List<Shopper> shoppers =
        IntStream.range(0, 20_000).mapToObj(number -> Shopper.of(SEED, number)).toList();
    Map<String, Integer> owners = new HashMap<>();
    shoppers.forEach(
        s -> Arrays.stream(s.devices()).forEach(d -> owners.merge(d, 1, Integer::sum)));
    double guests = shoppers.stream().filter(Shopper::guest).count();
    double devices = shoppers.stream().mapToInt(s -> s.devices().length).sum();
    double sharing = owners.values().stream().mapToInt(count -> count - 1).sum();

    assertThat(guests / shoppers.size()).isCloseTo(0.30, within(0.01));
    assertThat(devices / shoppers.size()).isCloseTo(1.6, within(0.02));
    assertThat(sharing / shoppers.size()).isCloseTo(0.05, within(0.005));
  }

  @Test
  void ordersJoinTheTwoEmailsOfAPerson() {
    Map<String, Set<String>> emailsByUser = new HashMap<>();
    for (JsonNode envelope : traffic) {
      if (envelope.path("event").asText().equals("Order Completed") && envelope.has("userId")) {
        emailsByUser
            .computeIfAbsent(envelope.get("userId").textValue(), user -> new HashSet<>())
            .add(envelope.at("/properties/email").textValue());
      }
    }

    assertThat(emailsByUser.values()).anyMatch(emails -> emails.size() == 2);
  }

  @Test
  void eventsHappenAtRegularIntervals() {
    Instant last = Instant.parse(traffic.get(EVENTS - 1).get("originalTimestamp").textValue());

    assertThat(Duration.between(TrafficGenerator.DEFAULT_START, last))
        .isBetween(
            TrafficGenerator.INTERVAL.multipliedBy(EVENTS - 100),
            TrafficGenerator.INTERVAL.multipliedBy(EVENTS));
  }

  private static List<ObjectNode> all(TrafficGenerator generator) {
    List<ObjectNode> all = new ArrayList<>();
    generator.forEach(all::add);
    return all;
  }
}
