package io.tracklayer.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.metric.MetricDeclaration;
import io.tracklayer.e2e.testing.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code deploy/monitoring/grafana}. {@code ClusterIT} runs the queries. */
class DashboardsTest {

  private final Map<String, JsonNode> dashboards = Query.dashboards();

  @Test
  void thereIsOneForEachPartAndEachHasAnAddressOfItsOwn() {
    assertThat(dashboards)
        .containsOnlyKeys("overview.json", "identity.json", "delivery.json", "consent.json");
    dashboards.forEach(
        (file, dashboard) ->
            assertThat(dashboard.get("uid").asText() + ".json").isEqualTo("tracklayer-" + file));
  }

  @Test
  void everyPanelSaysWhatItShowsAndLiesBesideTheOthers() {
    dashboards.forEach(
        (file, dashboard) -> {
          Set<Integer> ids = new HashSet<>();
          Set<String> cells = new HashSet<>();
          for (JsonNode panel : dashboard.get("panels")) {
            String title = file + ", " + panel.get("title").asText();
            assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.get("description").asText()).as(title).isNotBlank();
            assertThat(panel.get("targets")).as(title).isNotEmpty();
            for (String cell : cells(panel.get("gridPos"))) {
              assertThat(cells.add(cell)).as(title + " covers another at " + cell).isTrue();
            }
          }
        });
  }

  private static List<String> cells(JsonNode position) {
    List<String> cells = new ArrayList<>();
    int right = position.get("x").asInt() + position.get("w").asInt();
    int bottom = position.get("y").asInt() + position.get("h").asInt();
    assertThat(right).isLessThanOrEqualTo(24);
    for (int x = position.get("x").asInt(); x < right; x++) {
      for (int y = position.get("y").asInt(); y < bottom; y++) {
        cells.add(x + "/" + y);
      }
    }
    return cells;
  }

  @Test
  void everyDataSourceIsTheOneThatIsChosenAbove() {
    dashboards.forEach(
        (file, dashboard) -> {
          assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
          assertThat(dashboard.findValues("datasource"))
              .as(file)
              .isNotEmpty()
              .allSatisfy(
                  source -> {
                    assertThat(source.get("type").asText()).isEqualTo("prometheus");
                    assertThat(source.get("uid").asText()).isEqualTo("${datasource}");
                  });
        });
    assertThat(
            Yaml.read("deploy/monitoring/grafana/provisioning/datasources/prometheus.yaml")
                .at("/datasources/0/type")
                .asText())
        .isEqualTo("prometheus");
  }

  @Test
  void everyMetricIsOnADashboardOrInAnAlert() {
    Set<String> shown = new HashSet<>();
    List<Query> queries = new ArrayList<>(Query.ofDashboards());
    queries.addAll(Query.ofAlerts());
    queries.forEach(query -> shown.addAll(query.labelsByMetric().keySet()));
    assertThat(DeclaredMetrics.all())
        .extracting(MetricDeclaration::exportedName)
        .filteredOn(name -> shown.stream().noneMatch(one -> one.startsWith(name)))
        .isEmpty();
  }

  @Test
  void theMetricsAndLabelsThatAQueryNamesAreFound() {
    Query query =
        new Query(
            "a panel",
            """
            sum by (le, status) (rate(tracklayer_receiver_requests_seconds_bucket{job="receiver",
              status!~"5.."}[1m])) / max(flink_jobmanager_numRunningJobs)
            """);
    assertThat(query.labelsByMetric())
        .containsOnly(
            Map.entry("tracklayer_receiver_requests_seconds_bucket", Set.of("job", "le", "status")),
            Map.entry("flink_jobmanager_numRunningJobs", Set.of()));
  }
}
