package io.tracklayer.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MonitoringFilesTest {

  private final JsonNode prometheus = Yaml.read("deploy/monitoring/prometheus.yml");
  private final JsonNode alerts = Yaml.read("deploy/monitoring/alerts.yml");

  @Test
  void everyTargetIsAServiceOfTheComposeFile() {
    JsonNode services = Yaml.read("docker-compose.yml").get("services");
    for (JsonNode job : prometheus.get("scrape_configs")) {
      for (String target : Yaml.texts(job.at("/static_configs/0/targets"))) {
        assertThat(services.has(target.substring(0, target.indexOf(':')))).as(target).isTrue();
      }
    }
    assertThat(Yaml.texts(prometheus.get("rule_files"))).containsExactly("alerts.yml");
  }

  @Test
  void everyAlertHasANameOfItsOwnASeverityAndASummary() {
    Set<String> names = new HashSet<>();
    for (JsonNode group : alerts.get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        assertThat(names.add(rule.get("alert").asText())).as(rule.get("alert").asText()).isTrue();
        assertThat(rule.get("expr").asText()).isNotBlank();
        assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        assertThat(rule.at("/annotations/runbook_url").asText())
            .isEqualTo("docs/alerts.md#" + rule.get("alert").asText().toLowerCase(Locale.ROOT));
      }
    }
    assertThat(names).hasSizeGreaterThan(8);
  }

  @Test
  void thePageHasASectionForEveryAlertAndForNoOther() throws IOException {
    assertThat(sections().keySet()).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void everySectionSaysWhatItMeansWhatToLookAtWhatToDoAndWhenItIsOver() throws IOException {
    sections()
        .forEach(
            (alert, text) ->
                assertThat(text)
                    .as(alert)
                    .containsSubsequence("*Means:* ", "*Look at", "*Do:* ", "*Over:* "));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (JsonNode group : alerts.get("groups")) {
      group.get("rules").forEach(rule -> names.add(rule.get("alert").asText()));
    }
    return names;
  }

  /** Those that are headed by one word, the name of an alert. */
  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    String page = Files.readString(RepositoryFiles.at("docs/alerts.md"));
    for (String section : page.split("\n## ", -1)) {
      String[] parts = section.split("\n", 2);
      if (parts[0].matches("\\w+")) {
        sections.put(parts[0], parts[1]);
      }
    }
    return sections;
  }

  @Test
  void everyJobThatAnAlertNamesIsScraped() {
    Set<String> jobs = new HashSet<>();
    prometheus.get("scrape_configs").forEach(job -> jobs.add(job.get("job_name").asText()));
    assertThat(alerts.toString()).contains("up{job=\\\"receiver\\\"}", "up{job=\\\"flink\\\"}");
    assertThat(jobs).containsExactlyInAnyOrder("receiver", "flink");
  }
}
