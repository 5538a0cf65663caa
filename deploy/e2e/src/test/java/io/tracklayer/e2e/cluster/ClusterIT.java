package io.tracklayer.e2e.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.monitoring.DeclaredMetrics;
import io.tracklayer.e2e.monitoring.Exposition;
import io.tracklayer.e2e.monitoring.PrometheusProcess;
import io.tracklayer.e2e.monitoring.Query;
import io.tracklayer.e2e.testing.EventSource;
import io.tracklayer.e2e.testing.FlinkClusterProcesses;
import io.tracklayer.e2e.testing.FlinkRest;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.job.TrackLayerJob;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.sandbox.RecordedRequest;
import io.tracklayer.sandbox.Sandbox;
import io.tracklayer.sandbox.SandboxOptions;
import io.tracklayer.sandbox.SandboxSecrets;
import io.tracklayer.testing.KafkaProcess;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that users get, on a Flink cluster of two processes: what a class loader, a job graph or
 * a restored state can break shows nowhere else.
 */
@ExtendWith(SharedKafka.class)
class ClusterIT {

  private static final Path JOB_JAR = RepositoryFiles.at("job/target/tracklayer-job.jar");
  private static final String ACCOUNT = "acct_live_123";
  private static final String ENVIRONMENT = "production";
  private static final String EMAIL = "jane.canary.7f1c9e@example.com";
  private static final String SHARED = "family@example.com";

  private static final String ENDPOINT_SECRET = "endpoint-canary-5d20b1e6a97f4c38";
  private static final String VIEW_PASSWORD = "view-canary-7b3e90d1c54f4a82";
  private static final String IDENTITY_KEY = "identity-canary-91b7c3f24e8d4a06b5f17c29d3e8a640";
  private static final String META_TOKEN = "EAAcanary3f8e1b7d9c2a4560";
  private static final String SIGNING_KEY = "webhook-canary-c08f6be2d1794a35";
  private static final String SIGNING_SECRET =
      "whsec_" + Base64.getEncoder().encodeToString(SIGNING_KEY.getBytes(UTF_8));
  private static final String KAFKA_PASSWORD = "kafka-canary-2e71d5c0b8f34a96";

  private static final List<String> CANARIES =
      List.of(
          ENDPOINT_SECRET,
          VIEW_PASSWORD,
          IDENTITY_KEY,
          META_TOKEN,
          SIGNING_KEY,
          SIGNING_SECRET.substring("whsec_".length()),
          KAFKA_PASSWORD);

  private static final Map<String, String> TASK_MANAGER_ENVIRONMENT =
      Map.of(
          "TRACKLAYER_IDENTITY_KEY", IDENTITY_KEY,
          "META_ACCESS_TOKEN", META_TOKEN,
          "CRM_SIGNING_SECRET", SIGNING_SECRET);

  private static final SandboxSecrets SECRETS_OF_APIS =
      new SandboxSecrets(Map.of("meta", Set.of(META_TOKEN), "webhook/crm", Set.of(SIGNING_SECRET)));

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theJobDeliversOnceThroughASavepointAndTellsNoSecret(KafkaProcess kafka) throws Exception {
    Map<String, String> environment = new HashMap<>(TASK_MANAGER_ENVIRONMENT);
    environment.put("TRACKLAYER_DESTINATION_SECRET", ENDPOINT_SECRET);
    environment.put("TRACKLAYER_VIEW_PASSWORD", VIEW_PASSWORD);
    Secrets secrets = Secrets.of(environment::get);
    try (Sandbox sandbox =
            Sandbox.start(SandboxOptions.onLocalhost(0, SECRETS_OF_APIS), Clock.systemUTC());
        FlinkClusterProcesses cluster =
            FlinkClusterProcesses.start(
                directory.resolve("flink"), Map.of(), TASK_MANAGER_ENVIRONMENT)) {
      Path file = writeConfiguration(kafka.bootstrapServers(), sandbox.port());
      TrackLayerConfig config = read(file);
      try (TopicCheck topics = TopicCheck.connect(config.kafka(), secrets)) {
        topics.create(TopicPlan.of(config, 2));
      }
      try (Receiver receiver = Receiver.start(config, secrets, Clock.systemUTC(), 0, 0);
          PrometheusProcess prometheus =
              PrometheusProcess.startIfInstalled(
                  directory.resolve("prometheus"),
                  Map.of("flink", cluster.metrics(), "receiver", adminPort(receiver)))) {
        FlinkRest rest = cluster.rest();
        String jar = rest.upload(JOB_JAR);
        List<String> arguments = List.of("--config", file.toString());

        String first = rest.run(jar, arguments);
        rest.awaitRunning(first);
        send(receiver, "order-1");
        awaitPurchases(sandbox, "order-1");
        rest.awaitNewCheckpoint(first);
        assertThat(tellingCanaries(answersOf(rest, first))).isEmpty();
        assertMetricsAreTheDeclaredOnes(cluster, receiver);
        awaitAnswers(prometheus);

        String savepoint = rest.stopWithSavepoint(first);
        String second = rest.run(jar, arguments, savepoint);
        rest.awaitRunning(second);
        send(receiver, "order-2");
        awaitPurchases(sandbox, "order-1", "order-2");
        rest.awaitNewCheckpoint(second);
        assertThat(tellingCanaries(answersOf(rest, second))).isEmpty();
        rest.cancel(second);
        assertThat(rest.state(second)).isEqualTo("CANCELED");

        assertThat(sandbox.requests("meta")).allMatch(request -> request.status() == 200);
        assertThat(sandbox.requests("webhook/crm")).allMatch(request -> request.status() == 200);
      }
      assertThat(tellingCanaries(Map.of("the job graph", jobGraph(config)))).isEmpty();
      assertThat(tellingCanaries(filesUnder(directory.resolve("flink")))).isEmpty();
      for (Path log : cluster.logs()) {
        assertThat(Files.readString(log)).doesNotContain(EMAIL);
      }
    }
  }

  @Test
  void theClusterHasNothingThatAJobMustBringItself() {
    assertThat(FlinkClusterProcesses.distribution())
        .isNotEmpty()
        .extracting(path -> path.getFileName().toString())
        .noneMatch(
            name ->
                name.matches(
                    "(?!flink-shaded-).*(kafka|jackson|tracklayer|connector-base|httpc).*"));
  }

  /** What a client sends to the cluster, and what high availability keeps on disk. */
  private static String jobGraph(TrackLayerConfig config) throws IOException {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
    TrackLayerJob.assemble(environment, config, JobOptions.ALL);
    byte[] graph = InstantiationUtil.serializeObject(environment.getStreamGraph().getJobGraph());
    String text = new String(graph, ISO_8859_1);
    assertThat(text).contains("${tracklayer:file%3A", "META_ACCESS_TOKEN");
    return text;
  }

  /** Each destination got exactly one purchase for each of these orders, and for no other. */
  private static void awaitPurchases(Sandbox sandbox, String... orders) {
    Awaitility.await("purchases at both destinations")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              assertThat(orderIds(sandbox.requests("meta"), "data", "/custom_data/order_id"))
                  .containsExactlyInAnyOrder(orders);
              assertThat(orderIds(sandbox.requests("webhook/crm"), "events", "/order_id"))
                  .containsExactlyInAnyOrder(orders);
            });
  }

  private static List<String> orderIds(
      List<RecordedRequest> requests, String events, String orderId) {
    List<String> ids = new ArrayList<>();
    for (RecordedRequest request : requests) {
      for (JsonNode event : request.body().path(events)) {
        if (event.at(orderId).isTextual()) {
          ids.add(event.at(orderId).asText());
        }
      }
    }
    return ids;
  }

  private static ObjectNode event(String name, String type, String user) {
    ObjectNode event = Json.object();
    String now = Instant.now().toString();
    event.put("messageId", "message-" + name).put("type", type).put("channel", "server");
    event.put("userId", user);
    event.put("originalTimestamp", now).put("sentAt", now).put("timestamp", now);
    return event;
  }

  private void send(Receiver receiver, String order) throws Exception {
    ObjectNode event = event(order, "track", "user-7f1c9e").put("event", "Order Completed");
    event.withObject("/context/traits").put("email", EMAIL).put("phone", "(415) 555-2671");
    event
        .withObject("/context/consentManagement")
        .put("provider", "oneTrust")
        .putArray("allowedConsentIds")
        .add("C0004");
    ObjectNode properties = event.putObject("properties");
    properties.put("order_id", order).put("revenue", 89.9).put("currency", "EUR");
    properties
        .putArray("products")
        .addObject()
        .put("product_id", "sku-1")
        .put("price", 89.9)
        .put("quantity", 1);
    assertThat(post(receiver, event)).contains("\"canonical_event\":\"purchase\"");
  }

  private static String post(Receiver receiver, ObjectNode event) {
    EventSource source = new EventSource(ACCOUNT, ENVIRONMENT, ENDPOINT_SECRET);
    String answer = source.post("http://localhost:" + receiver.port(), event);
    assertThat(answer).contains("\"accepted\":true");
    return answer;
  }

  private Path writeConfiguration(String bootstrapServers, int sandboxPort) throws IOException {
    Path kafkaProperties = directory.resolve("kafka.properties");
    Files.writeString(kafkaProperties, "ssl.truststore.password=" + KAFKA_PASSWORD + "\n");
    String text =
        Files.readString(RepositoryFiles.at("deploy/compose/tracklayer.yaml"))
            .replace(
                "bootstrap_servers: kafka:9092",
                "bootstrap_servers: %s\n  properties_ref: file:%s"
                    .formatted(bootstrapServers, kafkaProperties))
            .replace("/var/lib/tracklayer/view", directory.resolve("view").toString())
            .replace("http://sandbox:8089", "http://localhost:" + sandboxPort);
    return Files.writeString(directory.resolve("tracklayer.yaml"), text);
  }

  private static TrackLayerConfig read(Path file) {
    ConfigResult result = new ConfigReader(new Destinations().specs()).read(file);
    if (result instanceof ConfigResult.Invalid invalid) {
      throw new AssertionError(invalid.problems().toString());
    }
    return ((ConfigResult.Valid) result).config();
  }

  /** Everything that the REST interface and the web interface tell of a cluster and its job. */
  private static Map<String, String> answersOf(FlinkRest rest, String job) {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/config",
                "/overview",
                "/jars",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/taskmanagers"));
    for (String part :
        List.of(
            "",
            "/plan",
            "/config",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/checkpoints",
            "/checkpoints/config",
            "/exceptions",
            "/accumulators?includeSerializedValue=true")) {
      paths.add("/jobs/" + job + part);
    }
    for (JsonNode vertex : rest.get("/jobs/" + job).get("vertices")) {
      paths.add("/jobs/" + job + "/vertices/" + vertex.get("id").asText());
      paths.add("/jobs/" + job + "/vertices/" + vertex.get("id").asText() + "/accumulators");
    }
    for (String taskManager : rest.get("/taskmanagers").findValuesAsText("id")) {
      paths.add("/taskmanagers/" + taskManager);
    }
    Map<String, String> answers = new TreeMap<>();
    paths.forEach(path -> answers.put(path, rest.text(path)));
    assertThat(answers.get("/jobs/" + job + "/plan")).contains("\"nodes\"");
    return answers;
  }

  private static Map<String, String> filesUnder(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.toString().endsWith(".jar")) {
          files.put(folder.relativize(path).toString(), Files.readString(path, ISO_8859_1));
        }
      }
    }
    assertThat(files.keySet())
        .anyMatch(name -> name.startsWith("savepoints/") && name.endsWith("/_metadata"))
        .anyMatch(name -> name.startsWith("checkpoints/") && name.endsWith("/_metadata"));
    assertThat(files.values()).as("what is in state can be found").anyMatch(t -> t.contains(EMAIL));
    return files;
  }

  private static List<String> tellingCanaries(Map<String, String> texts) {
    List<String> found = new ArrayList<>();
    texts.forEach(
        (where, text) -> {
          for (String canary : CANARIES) {
            if (text.contains(canary)) {
              found.add(where + " tells " + canary);
            }
          }
        });
    return found;
  }

  private static List<URI> adminPort(Receiver receiver) {
    return List.of(URI.create("http://localhost:" + receiver.adminPort() + "/metrics"));
  }

  /** All declared metrics, and nothing else of ours, once each has had a reason to appear. */
  private void assertMetricsAreTheDeclaredOnes(FlinkClusterProcesses cluster, Receiver receiver)
      throws Exception {
    ObjectNode unreadable = event("unreadable", "identify", "user-a");
    unreadable.withObject("/traits").put("email", SHARED);
    unreadable.withObject("/context/consentManagement").put("allowedConsentIds", true);
    unreadable.putObject("properties").put("tax", "a little");
    post(receiver, unreadable);
    ObjectNode anotherUser = event("another-user", "identify", "user-b");
    anotherUser.withObject("/traits").put("email", SHARED);
    post(receiver, anotherUser);

    List<URI> addresses = new ArrayList<>(cluster.metrics());
    addresses.addAll(adminPort(receiver));
    List<Query> queries = new ArrayList<>(Query.ofAlerts());
    queries.addAll(Query.ofDashboards());
    Awaitility.await("every metric")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Exposition scraped = Exposition.scraped(addresses);
              assertThat(scraped.differencesFrom(DeclaredMetrics.all())).isEmpty();
              assertThat(scraped.lacking(queries)).isEmpty();
            });
  }

  private static void awaitAnswers(PrometheusProcess prometheus) {
    if (prometheus.isInstalled()) {
      Awaitility.await("an answer to every query")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptionsInstanceOf(ConnectException.class)
          .untilAsserted(
              () -> {
                assertThat(prometheus.failing(Query.ofDashboards())).isEmpty();
                assertThat(prometheus.failingAlerts()).isEmpty();
              });
    }
  }
}
