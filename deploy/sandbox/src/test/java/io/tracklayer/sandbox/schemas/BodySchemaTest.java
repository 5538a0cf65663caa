package io.tracklayer.sandbox.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.BodyProblem;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.fetching.FetchingApi;
import io.tracklayer.sandbox.meta.MetaApi;
import io.tracklayer.sandbox.tiktok.TikTokApi;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BodySchemaTest {

  static Stream<SandboxApi> apis() {
    return SandboxApi.all();
  }

  @ParameterizedTest
  @MethodSource("apis")
  void everyApiHasASchemaThatRefusesAnEmptyBodyAndAFieldTooMany(SandboxApi api) {
    assertThat(api.schema().accepts(Json.object())).isFalse();
    assertThat(api.schema().findings(Json.object().put("misspelt", 1)))
        .contains(
            new BodyProblem(
                List.of("misspelt"), "additionalProperties", "is not a field of this object"));
  }

  @Test
  void nothingIsFetchedFromAnotherHost() {
    assertThatThrownBy(() -> new FetchingApi().schema().findings(Json.object()))
        .hasRootCauseInstanceOf(FileNotFoundException.class);
  }

  @ParameterizedTest
  @CsvSource({"1772366400, true", "1772366400.0, false", "1.7723664e9, false"})
  void aWholeNumberIsWrittenAsOne(String seconds, boolean accepted) throws IOException {
    assertThat(
            findings(new TikTokApi(), "{'data':[{'event_time':%s}]}".formatted(seconds))
                .noneMatch(finding -> finding.startsWith("data[0].event_time")))
        .isEqualTo(accepted);
  }

  @Test
  void alternativesThatAllFailAreOneFindingInEachPlace() throws IOException {
    String event = "{'action_source':'other','user_data':{'client_ip_address':'here'}}";
    String nobody = "{'action_source':'other','user_data':{}}";

    assertThat(findings(new MetaApi(), "{'data':[" + event + "," + nobody + "," + nobody + "]}"))
        .filteredOn(finding -> finding.contains("user_data."))
        .containsExactly(
            "data[0].user_data.client_ip_address must be an IP address",
            "data[1].user_data.em is missing, and so is every alternative to it",
            "data[2].user_data.em is missing, and so is every alternative to it");
  }

  /**
   * @param body with single quotes
   */
  private static Stream<String> findings(SandboxApi api, String body) throws IOException {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return api.schema().findings(Json.parse(json)).stream().map(BodyProblem::toString);
  }
}
