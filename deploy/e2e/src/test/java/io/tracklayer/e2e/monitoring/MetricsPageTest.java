package io.tracklayer.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.metric.MetricDeclaration;
import io.tracklayer.testing.GeneratedPage;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables in {@code docs/metrics.md}. */
class MetricsPageTest {

  private static final Path PAGE = RepositoryFiles.at("docs/metrics.md");
  private static final String END = "<!-- end -->";

  @Test
  void thePageSaysWhatTheDeclarationsSay() throws IOException {
    String page = Files.readString(PAGE);
    page = withTable(page, "<!-- metrics of the receiver -->\n", DeclaredMetrics.OF_THE_RECEIVER);
    page = withTable(page, "<!-- metrics of the job -->\n", DeclaredMetrics.OF_THE_JOB);
    GeneratedPage.assertIsCurrent(PAGE, page);
  }

  @Test
  void noTwoMetricsHaveOneName() {
    assertThat(DeclaredMetrics.all())
        .extracting(MetricDeclaration::exportedName)
        .doesNotHaveDuplicates();
  }

  static Stream<MetricDeclaration> metrics() {
    return DeclaredMetrics.all().stream();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void everyMetricSaysWhatItIsAndWhatToDo(MetricDeclaration metric) {
    assertThat(metric.exportedName()).matches("[a-z0-9_]+");
    assertThat(metric.meaning()).isNotBlank().doesNotContain("|").doesNotEndWith(".");
    assertThat(metric.remedy()).endsWith(".").doesNotContain("|");
  }

  private static String withTable(String page, String mark, List<MetricDeclaration> metrics) {
    int start = page.indexOf(mark) + mark.length();
    assertThat(start).as(mark).isGreaterThanOrEqualTo(mark.length());
    String prefix = commonPrefix(metrics);
    String table =
        metrics.stream()
            .map(metric -> row(metric, prefix))
            .collect(
                Collectors.joining(
                    "",
                    "| metric, after `%s` | type | labels | is | what to do |\n|---|---|---|---|---|\n"
                        .formatted(prefix),
                    ""));
    return page.substring(0, start) + table + page.substring(page.indexOf(END, start));
  }

  private static String row(MetricDeclaration metric, String prefix) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            metric.exportedName().substring(prefix.length()),
            metric.kind().text(),
            metric.labels().stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", ")),
            metric.meaning(),
            metric.remedy());
  }

  /** Up to the product's name and the process. */
  private static String commonPrefix(List<MetricDeclaration> metrics) {
    String first = metrics.get(0).exportedName();
    int length = first.length();
    while (!allStartWith(metrics, first.substring(0, length)) || first.charAt(length - 1) != '_') {
      length--;
    }
    return first.substring(0, length);
  }

  private static boolean allStartWith(List<MetricDeclaration> metrics, String prefix) {
    return metrics.stream().allMatch(metric -> metric.exportedName().startsWith(prefix));
  }
}
