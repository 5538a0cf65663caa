package io.tracklayer.job.intake.consent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "false | false",
        "'no' | false",
        "0 | false",
        "'maybe' | false",
        "'excluded by policy' | false",
        "17 | false",
        "['x'] | false",
        "true | true",
        "'yes' | true",
        "{} | true",
        "{'sessionId':7} | true",
        "null | -",
        "'' | -",
        "[] | -",
      })
  void onlyAYesAndOptionsWantADestination(String value, String wanted) throws Exception {
    String json = "{'Other':false,'Meta':%s}".formatted(value).replace('\'', '"');
    ObjectNode integrations = (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));

    assertThat(String.valueOf(requireNonNull(Integrations.of(integrations)).get("meta")))
        .isEqualTo(wanted.equals("-") ? "null" : wanted);
  }

  @Test
  void anExclusionCountsHoweverManyNamesStandBeforeIt() {
    ObjectNode integrations = Json.object();
    for (int i = 0; i < 300; i++) {
      integrations.put("wanted " + i, true).put("unwanted " + i, false);
    }
    integrations.put("Facebook Conversions", false);

    assertThat(Integrations.of(integrations))
        .containsEntry("facebook conversions", false)
        .containsEntry("unwanted 299", false)
        .containsEntry("wanted 0", true);
  }

  @Test
  void ofTwoSpellingsTheOneThatExcludesCounts() {
    ObjectNode integrations = Json.object().put("klaviyo", false).put("Klaviyo", true);

    assertThat(Integrations.of(integrations)).isEqualTo(Map.of("klaviyo", false));
  }

  @Test
  void whereNothingIsExcludedThereIsNoWish() {
    assertThat(Integrations.of(Json.object().put("All", true))).isNull();
    assertThat(Integrations.of(null)).isNull();
  }
}
