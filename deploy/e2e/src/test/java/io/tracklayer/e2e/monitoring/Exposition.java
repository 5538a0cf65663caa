package io.tracklayer.e2e.monitoring;

import io.tracklayer.contract.metric.MetricDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What processes tell Prometheus: the names of the metrics, and with which labels. */
public final class Exposition {

  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Ours, without those that Micrometer adds to the receiver's. */
  private static final Pattern OURS =
      Pattern.compile(
          ".*tracklayer_(?!receiver_(jvm_|kafka_(producer|app)_)).*", Pattern.CASE_INSENSITIVE);

  /** What Flink says of every metric of an operator. */
  private static final Set<String> ADDED_BY_FLINK =
      Set.of(
          "host",
          "job_id",
          "job_name",
          "operator_id",
          "operator_name",
          "subtask_index",
          "task_attempt_id",
          "task_attempt_num",
          "task_id",
          "task_name",
          "tm_id");

  private static final Set<String> ADDED_BY_PROMETHEUS = Set.of("job", "instance");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  Exposition(String text) {
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
      }
    }
  }

  public static Exposition scraped(Collection<URI> addresses) {
    HttpClient http = HttpClient.newHttpClient();
    StringBuilder text = new StringBuilder();
    try {
      for (URI address : addresses) {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        text.append(http.send(request, BodyHandlers.ofString()).body()).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Exposition(text.toString());
  }

  /** Where it differs from the declarations: what it lacks, and what it has besides. */
  public List<String> differencesFrom(Collection<MetricDeclaration> declared) {
    Map<String, Set<String>> expected = new TreeMap<>();
    declared.forEach(metric -> samplesOf(metric, expected));
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, theirs) -> {
          if (!labels.containsKey(name)) {
            differences.add(name + " was not seen");
          }
        });
    labels.forEach(
        (name, found) -> {
          if (!OURS.matcher(name).matches()) {
            return;
          }
          Set<String> own = new TreeSet<>(found);
          own.removeAll(ADDED_BY_FLINK);
          if (!expected.containsKey(name)) {
            differences.add(name + " is not declared");
          } else if (!own.equals(expected.get(name))) {
            differences.add(name + " has the labels " + own);
          }
        });
    return differences;
  }

  /** The series that Prometheus makes of a metric, and their labels. */
  private static void samplesOf(MetricDeclaration metric, Map<String, Set<String>> samples) {
    String name = metric.exportedName();
    Set<String> plain = new TreeSet<>(metric.labels());
    switch (metric.kind()) {
      case COUNTER, GAUGE -> samples.put(name, plain);
      case SUMMARY -> {
        samples.put(name, with(plain, "quantile"));
        samples.put(name + "_count", plain);
      }
      case TIMER -> {
        samples.put(name + "_bucket", with(plain, "le"));
        samples.put(name + "_count", plain);
        samples.put(name + "_sum", plain);
        samples.put(name + "_max", plain);
      }
    }
  }

  private static Set<String> with(Set<String> labels, String another) {
    Set<String> all = new TreeSet<>(labels);
    all.add(another);
    return all;
  }

  /** What the queries name and this has not. */
  public List<String> lacking(Collection<Query> queries) {
    List<String> lacking = new ArrayList<>();
    for (Query query : queries) {
      query
          .labelsByMetric()
          .forEach(
              (metric, asked) -> {
                Set<String> missing = new TreeSet<>(asked);
                missing.removeAll(ADDED_BY_PROMETHEUS);
                missing.removeAll(labels.getOrDefault(metric, Set.of()));
                if (!labels.containsKey(metric) || !missing.isEmpty()) {
                  lacking.add(query.place() + ": " + metric + missing);
                }
              });
    }
    return lacking;
  }
}
