package io.tracklayer.e2e.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.Addresses;
import io.tracklayer.contract.json.Json;
import io.tracklayer.local.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;

/** A local run on its own configuration, as somebody has it who follows the documentation. */
public final class BuiltInRun implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);

  private final Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private TracklayerProcess process;
  private int starts;

  private BuiltInRun(Path directory) {
    this.directory = directory;
  }

  public static BuiltInRun start(Path directory) throws Exception {
    BuiltInRun run = new BuiltInRun(directory);
    run.start();
    return run;
  }

  /** After {@link #kill}: on the same directory. */
  public void start() throws Exception {
    starts++;
    process =
        TracklayerProcess.start(
            directory.resolve("local-" + starts + ".out"),
            List.of(),
            "local",
            "--data",
            data().toString(),
            "--port=0",
            "--admin-port=0",
            "--flink-port=0",
            "--kafka-port=0",
            "--sandbox-port=0");
    process.awaitOutput("TrackLayer is ready", READY);
  }

  /** Waits until the run has written this to its log. */
  public void awaitLog(String text) {
    Awaitility.await(text)
        .until(() -> Files.readString(data().resolve("logs/tracklayer.log")).contains(text));
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Addresses addresses() throws IOException {
    return Addresses.read(data());
  }

  /** The address of the page. */
  public String liveView() throws IOException {
    return addresses().admin() + "/";
  }

  /** What the live view answers. */
  public JsonNode askLiveView(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(addresses().admin().toString()).resolve(path)).build();
    return Json.parse(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  /** Posts realistic traffic. */
  public void generate(int users, int events) throws IOException {
    int code =
        Main.commandLine()
            .execute(
                "generate",
                "--users=" + users,
                "--events=" + events,
                "--post=" + addresses().receiver() + "/rudderstack/events",
                "--account=acct_local",
                "--environment=development",
                "--secret-ref=file:" + data().resolve("secrets/endpoint"));
    assertThat(code).isZero();
  }

  /** What a command prints that is given the configuration; in this process, which is faster. */
  public String configured(String command, String... further) {
    List<String> arguments =
        new ArrayList<>(List.of("--config", data().resolve("config.yaml").toString()));
    arguments.addAll(List.of(further));
    return run(command, arguments.toArray(String[]::new));
  }

  public String run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--data", data().toString()));
    all.addAll(List.of(arguments));
    StringWriter output = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true))
            .execute(all.toArray(String[]::new));
    assertThat(code).as(output.toString()).isZero();
    return output.toString();
  }

  /** An order of which the message id is the order's. */
  public static ObjectNode order(String order) {
    ObjectNode event =
        Json.object()
            .put("messageId", order)
            .put("type", "track")
            .put("event", "Order Completed")
            .put("userId", "user")
            .put("originalTimestamp", Instant.now().toString());
    event
        .putObject("context")
        .put("userAgent", "Agent/1.0")
        .putObject("traits")
        .put("email", "jane@example.com")
        .put("marketing_opt_in", true)
        .put("email_opt_in", true);
    event.putObject("properties").put("order_id", order).put("value", 10).put("currency", "EUR");
    return event;
  }

  public void post(JsonNode event) throws Exception {
    String secret = Files.readString(data().resolve("secrets/endpoint")).trim();
    new EventSource("acct_local", "development", secret).post(addresses().receiver(), event);
  }

  public void fault(JsonNode script) throws Exception {
    sandbox("faults", HttpRequest.newBuilder().POST(body(script)));
  }

  public void noFaults() throws Exception {
    sandbox("faults", HttpRequest.newBuilder().DELETE());
  }

  private static HttpRequest.BodyPublisher body(JsonNode json) {
    return HttpRequest.BodyPublishers.ofByteArray(Json.write(json));
  }

  private void sandbox(String path, HttpRequest.Builder request) throws Exception {
    request.uri(URI.create(addresses().sandbox() + "/_sandbox/" + path));
    assertThat(http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(204);
  }

  /** What each request with this event was answered, oldest first. */
  public List<Integer> statuses(String destination, String eventId) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    forEachSent(
        destination,
        (request, event) -> {
          if (event.path("event_id").asText().equals(eventId)) {
            statuses.add(request.path("status").asInt());
          }
        });
    return statuses;
  }

  /** Visits every event of every request that the sandbox has had, also before a restart. */
  public void forEachSent(String destination, BiConsumer<JsonNode, JsonNode> visitor)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(addresses().sandbox() + "/_sandbox/requests?destination=" + destination))
            .build();
    for (JsonNode made :
        Json.parse(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())) {
      for (String events : List.of("data", "events")) {
        made.path("body").path(events).forEach(event -> visitor.accept(made, event));
      }
    }
  }
}
