package io.tracklayer.e2e.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.e2e.testing.InstalledPrograms;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code alerts.yml} against the numbers in {@code alerts.test.yml}. */
class AlertRulesTest {

  @Test
  void everyAlertFiresWhenItShouldAndAtNoOtherTime() throws Exception {
    Optional<Path> promtool = InstalledPrograms.find("promtool");
    assumeTrue(promtool.isPresent(), "promtool, of Debian's package prometheus, is not installed");

    Process process =
        new ProcessBuilder(promtool.get().toString(), "test", "rules", "alerts.test.yml")
            .directory(RepositoryFiles.at("deploy/monitoring").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void everyAlertIsSeenToFireAndBeforeThatNotTo() {
    Set<String> alerts = new TreeSet<>();
    Query.ofAlerts().forEach(query -> alerts.add(query.place()));
    Set<String> fired = new TreeSet<>();
    for (JsonNode test : Yaml.read("deploy/monitoring/alerts.test.yml").get("tests")) {
      String alert = test.get("name").asText().split(":", 2)[0];
      JsonNode times = test.get("promql_expr_test");
      assertThat(times.get(0).get("exp_samples")).as("at first, %s", alert).isEmpty();
      for (JsonNode time : times) {
        for (JsonNode sample : time.get("exp_samples")) {
          assertThat(sample.get("labels").asText()).contains("alertname=\"" + alert + "\"");
          fired.add(alert);
        }
      }
    }
    assertThat(fired).isEqualTo(alerts);
  }
}
