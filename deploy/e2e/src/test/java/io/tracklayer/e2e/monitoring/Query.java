package io.tracklayer.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A query of {@code deploy/monitoring}.
 *
 * @param place the alert, or the dashboard and its panel
 * @param text in PromQL, Grafana's variables filled in
 */
public record Query(String place, String text) {

  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:flink|tracklayer)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern GROUPED = Pattern.compile("\\bby\\s*\\(([^)]*)\\)\\s*\\(");

  public static List<Query> ofAlerts() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode group : Yaml.read("deploy/monitoring/alerts.yml").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        queries.add(new Query(rule.get("alert").asText(), rule.get("expr").asText()));
      }
    }
    return queries;
  }

  public static List<Query> ofDashboards() {
    List<Query> queries = new ArrayList<>();
    dashboards()
        .forEach(
            (file, dashboard) -> {
              for (JsonNode panel : dashboard.get("panels")) {
                for (JsonNode target : panel.path("targets")) {
                  queries.add(
                      new Query(
                          file + ", " + panel.get("title").asText(),
                          filledIn(target.get("expr").asText())));
                }
              }
              for (JsonNode variable : dashboard.at("/templating/list")) {
                if (variable.get("type").asText().equals("query")) {
                  queries.add(
                      new Query(
                          file + ", $" + variable.get("name").asText(),
                          ofValues(variable.get("definition").asText())));
                }
              }
            });
    return queries;
  }

  /** All dashboards, by the name of their file. */
  static Map<String, JsonNode> dashboards() {
    Map<String, JsonNode> dashboards = new TreeMap<>();
    try (Stream<Path> files =
        Files.list(RepositoryFiles.at("deploy/monitoring/grafana/dashboards"))) {
      for (Path file : files.toList()) {
        dashboards.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dashboards;
  }

  private static String filledIn(String text) {
    return text.replace("$__rate_interval", "1m").replace("$destination", ".+");
  }

  /** Grafana reads {@code label_values(METRIC, LABEL)} itself. */
  private static String ofValues(String definition) {
    return definition.replaceFirst("^label_values\\((\\w+), (\\w+)\\)$", "count by ($2) ($1)");
  }

  /** The labels that a metric is selected by, or that it is grouped by in front of it. */
  Map<String, Set<String>> labelsByMetric() {
    Map<String, Set<String>> metrics = new TreeMap<>();
    Matcher selector = SELECTOR.matcher(text);
    while (selector.find()) {
      Set<String> labels = metrics.computeIfAbsent(selector.group(1), name -> new TreeSet<>());
      if (selector.group(2) != null) {
        MATCHER.matcher(selector.group(2)).results().forEach(label -> labels.add(label.group(1)));
      }
      int at = selector.start();
      GROUPED
          .matcher(text)
          .results()
          .filter(by -> by.end() <= at && at < endOfParentheses(by.end()))
          .forEach(by -> labels.addAll(List.of(by.group(1).trim().split("\\s*,\\s*"))));
    }
    return metrics;
  }

  /**
   * @param start after the opening one
   */
  private int endOfParentheses(int start) {
    int depth = 1;
    int end = start;
    while (depth > 0 && end < text.length()) {
      depth += text.charAt(end) == '(' ? 1 : text.charAt(end) == ')' ? -1 : 0;
      end++;
    }
    return end;
  }
}
