package io.tracklayer.e2e.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.e2e.testing.InstalledPrograms;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.FreePorts;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus with the configuration and the alerts of {@code deploy/monitoring}, which differs in
 * its targets and scrapes every three seconds.
 */
public final class PrometheusProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePorts.find(1)[0];
  private final @Nullable Process process;

  private PrometheusProcess(@Nullable Path program, Path directory, Path configuration)
      throws IOException {
    process =
        program == null
            ? null
            : new ProcessBuilder(
                    program.toString(),
                    "--config.file=" + configuration,
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
  }

  /**
   * Where the program is not installed, none runs.
   *
   * @param targets addresses of {@code /metrics}, by the name of the scrape job
   */
  public static PrometheusProcess startIfInstalled(Path directory, Map<String, List<URI>> targets)
      throws IOException {
    Files.createDirectories(directory);
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(configuration, configuration(targets).toString());
    return new PrometheusProcess(
        InstalledPrograms.find("prometheus").orElse(null), directory, configuration);
  }

  public boolean isInstalled() {
    return process != null;
  }

  private static JsonNode configuration(Map<String, List<URI>> targets) {
    ObjectNode configuration = Yaml.read("deploy/monitoring/prometheus.yml").deepCopy();
    configuration
        .withObject("/global")
        .put("scrape_interval", "3s")
        .put("scrape_timeout", "3s")
        .put("evaluation_interval", "3s");
    configuration
        .putArray("rule_files")
        .add(RepositoryFiles.at("deploy/monitoring/alerts.yml").toAbsolutePath().toString());
    for (JsonNode job : configuration.get("scrape_configs")) {
      var addresses = ((ObjectNode) job.at("/static_configs/0")).putArray("targets");
      for (URI target : targets.get(job.get("job_name").asText())) {
        addresses.add(target.getAuthority());
      }
    }
    return configuration;
  }

  /** The queries that Prometheus refuses or that find nothing, with what it says. */
  public List<String> failing(Collection<Query> queries) throws IOException, InterruptedException {
    List<String> failing = new ArrayList<>();
    for (Query query : queries) {
      JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query.text(), UTF_8));
      if (answer.at("/data/result").isEmpty()) {
        failing.add(query.place() + ": " + query.text() + ": " + answer);
      }
    }
    return failing;
  }

  /** The alerts whose rule could not be evaluated, with what Prometheus says. */
  public List<String> failingAlerts() throws IOException, InterruptedException {
    List<String> failing = new ArrayList<>();
    JsonNode groups = get("/api/v1/rules").at("/data/groups");
    if (groups.isEmpty()) {
      failing.add("no alert is loaded");
    }
    for (JsonNode group : groups) {
      for (JsonNode rule : group.get("rules")) {
        if (!rule.get("health").asText().equals("ok")) {
          failing.add(rule.toString());
        }
      }
    }
    return failing;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
