package io.tracklayer.job.gate.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

  private static final List<String> ANY = List.of();

  @Test
  void everyEventMeetsNoConditions() throws IOException {
    assertThat(isMet(EventCondition.NONE, "{}")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"user\":{\"country\":\"AT\"}} | true",
        "{\"user\":{\"country\":\"FR\"}} | false",
        "{\"user\":{\"country\":\"Atlantis\"}} | false",
        "{\"user\":{}} | false",
        "{} | false"
      })
  void theCountryIsOneOfThoseAskedFor(String event, boolean met) throws IOException {
    EventCondition when = new EventCondition(List.of("DE", "AT"), ANY, null, Map.of());

    assertThat(isMet(when, event)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"{\"currency\":\"EUR\"}, true", "{\"currency\":\"USD\"}, false", "{}, false"})
  void theCurrencyIsOneOfThoseAskedFor(String event, boolean met) throws IOException {
    EventCondition when = new EventCondition(ANY, List.of("EUR"), null, Map.of());

    assertThat(isMet(when, event)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({
    "{\"value\":10}, true",
    "{\"value\":10.00}, true",
    "{\"value\":10.01}, true",
    "{\"value\":9.99}, false",
    "{}, false"
  })
  void theValueIsAtLeastThatAskedFor(String event, boolean met) throws IOException {
    assertThat(isMet(atLeast("10"), event)).isEqualTo(met);
    assertThat(isMet(atLeast("10.0"), event)).isEqualTo(met);
  }

  @Test
  void anEventWithoutValueIsNotWorthNothing() throws IOException {
    assertThat(isMet(atLeast("0"), "{\"value\":0}")).isTrue();
    assertThat(isMet(atLeast("0"), "{}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s1 | \"s1\" | true",
        "s1 | \"s2\" | false",
        "s1 | \"S1\" | false",
        "s1 | \" s1\" | false",
        "12 | 12 | true",
        "12 | 12.0 | true",
        "12.50 | 12.5 | true",
        "12 | \"12\" | true",
        "12 | \"12.0\" | false",
        "12 | 13 | false",
        "012 | \"012\" | true",
        "012 | 12 | false",
        "true | true | true",
        "true | \"true\" | true",
        "true | false | false",
        "1 | true | false",
        "null | null | false",
        "s1 | [\"s1\"] | false",
        "s1 | {\"s1\":\"s1\"} | false",
        "{} | {} | false"
      })
  void aPropertyHasOneOfTheValuesAskedFor(String wanted, String value, boolean met)
      throws IOException {
    EventCondition when = ofProperty("store", wanted, "other");

    assertThat(isMet(when, "{\"properties\":{\"store\":" + value + "}}")).isEqualTo(met);
  }

  @Test
  void aPropertyMayStandInsideAnother() throws IOException {
    EventCondition when = ofProperty("store.region.id", "s1");

    assertThat(isMet(when, "{\"properties\":{\"store\":{\"region\":{\"id\":\"s1\"}}}}")).isTrue();
    assertThat(isMet(when, "{\"properties\":{\"store\":{\"region\":\"s1\"}}}")).isFalse();
    assertThat(isMet(when, "{\"properties\":{\"store\":[{\"region\":{\"id\":\"s1\"}}]}}"))
        .isFalse();
    assertThat(isMet(when, "{}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":{\"country\":\"FR\"}}",
        "{\"currency\":\"USD\"}",
        "{\"value\":1}",
        "{\"properties\":{\"store\":\"s2\"}}",
        "{\"properties\":{\"store\":\"s1\"}}"
      })
  void allConditionsMustHold(String change) throws IOException {
    EventCondition when =
        new EventCondition(
            List.of("DE"),
            List.of("EUR"),
            BigDecimal.TEN,
            Map.of("store", List.of("s1"), "web", List.of("true")));
    String event =
        "{\"user\":{\"country\":\"DE\"},\"currency\":\"EUR\",\"value\":10,"
            + "\"properties\":{\"store\":\"s1\",\"web\":true}}";

    assertThat(isMet(when, event)).isTrue();
    ObjectNode changed = json(event);
    changed.setAll(json(change));
    assertThat(isMet(when, changed)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"user\":{\"country\":\"FR\"}} | country: FR",
        "{\"user\":{\"country\":\"Weg 1, Bonn\"}} | country: not recognised",
        "{\"user\":{}} | country: none",
        "{\"currency\":\"USD\"} | currency: USD",
        "{\"currency\":null} | currency: none",
        "{\"value\":9.99} | value: 9.99",
        "{\"value\":null} | value: none",
        "{\"properties\":{\"store\":{\"id\":\"jane@example.net\"}}} | properties.store.id: another",
        "{\"properties\":{\"store\":{\"id\":null}}} | properties.store.id: none",
        "{\"properties\":{}} | properties.store.id: none",
        "{} | "
      })
  void theFirstConditionThatIsNotMetIsToldWithoutWhatMayBePersonal(
      String change, @Nullable String unmet) throws IOException {
    EventCondition when =
        new EventCondition(
            List.of("DE"), List.of("EUR"), BigDecimal.TEN, Map.of("store.id", List.of("s1")));
    ObjectNode event =
        json(
            "{\"user\":{\"country\":\"DE\"},\"currency\":\"EUR\",\"value\":10,"
                + "\"properties\":{\"store\":{\"id\":\"s1\"}}}");
    event.setAll(json(change));

    assertThat(unmet(when, event)).isEqualTo(unmet);
  }

  private static EventCondition atLeast(String value) {
    return new EventCondition(ANY, ANY, new BigDecimal(value), Map.of());
  }

  private static EventCondition ofProperty(String path, String... values) {
    return new EventCondition(ANY, ANY, null, Map.of(path, List.of(values)));
  }

  /**
   * @param parts of a canonical event, in JSON
   */
  private static boolean isMet(EventCondition when, String parts) throws IOException {
    return isMet(when, json(parts));
  }

  private static boolean isMet(EventCondition when, ObjectNode parts) throws IOException {
    return unmet(when, parts) == null;
  }

  private static @Nullable String unmet(EventCondition when, ObjectNode parts) throws IOException {
    ObjectNode event =
        json(
            """
            {"schema":1,"claim":"c","event_id":"e","source_event_id":"e","message_id":"m",
             "name":"purchase","account":"acct","environment":"production","source":"rudderstack",
             "source_type":"track","identity_state":"none",
             "occurred_at":"2026-08-20T10:00:00Z","received_at":"2026-08-20T10:00:00Z"}
            """);
    event.setAll(parts);
    return new Conditions(when).firstUnmet(Json.read(Json.write(event), CanonicalEvent.class));
  }

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) Json.parse(text.getBytes(UTF_8));
  }
}
