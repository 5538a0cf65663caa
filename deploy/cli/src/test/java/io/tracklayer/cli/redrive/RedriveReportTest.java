package io.tracklayer.cli.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedriveReportTest {

  private final RedriveReport report =
      new RedriveReport(
          "crm",
          3,
          2,
          false,
          1,
          List.of(new RedriveReport.Count("rejected, invalid_request", 1)),
          true,
          1,
          "tracklayer.canonical",
          List.of(
              new RedriveReport.Skipped(
                  "settled for another reason", 1, Map.of("invalid_value", 1)),
              new RedriveReport.Skipped("delivered since", 1, Map.of())));

  @Test
  void aPersonReadsLines() {
    assertThat(report.lines())
        .containsExactly(
            "found    3 dead letters of crm, of 2 events",
            "matched  1",
            "         1: rejected, invalid_request",
            "dry run  1 would be written to tracklayer.canonical",
            "skipped  1: settled for another reason (invalid_value 1)",
            "skipped  1: delivered since");
  }

  @Test
  void aProgramReadsOneObject() {
    assertThat(Json.text(report))
        .isEqualTo(
            "{\"destination\":\"crm\",\"dead_letters\":3,\"events\":2,\"consent_denied\":false,"
                + "\"matched\":1,\"reasons\":[{\"why\":\"rejected, invalid_request\",\"count\":1}],"
                + "\"dry_run\":true,\"written\":1,\"topic\":\"tracklayer.canonical\",\"skipped\":["
                + "{\"why\":\"settled for another reason\",\"count\":1,\"instead\":{\"invalid_value\":1}},"
                + "{\"why\":\"delivered since\",\"count\":1,\"instead\":{}}]}");
  }
}
