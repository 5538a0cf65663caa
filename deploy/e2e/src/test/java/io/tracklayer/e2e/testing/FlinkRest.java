package io.tracklayer.e2e.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The part of a Flink cluster's REST interface that tests use. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** A start without state reads topics back before its tasks run. */
  private static final Duration RUNS = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI address;

  FlinkRest(URI address) {
    this.address = address;
  }

  public URI address() {
    return address;
  }

  /** The answer to a GET as it came. */
  public String text(String path) {
    return send(request(path).GET());
  }

  public JsonNode get(String path) {
    return json(text(path));
  }

  /** Returns the id that a job is started with. */
  public String upload(Path jar) {
    String boundary = "jar-" + UUID.randomUUID();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                .formatted(boundary, jar.getFileName())
            + "Content-Type: application/x-java-archive\r\n\r\n";
    BodyPublisher body;
    try {
      body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String answer =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
    String file = json(answer).get("filename").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Starts a job without state, and returns its id. */
  public String run(String jar, List<String> arguments) {
    return run(jar, arguments, null);
  }

  /**
   * Starts a job, and returns its id.
   *
   * @param from savepoint or retained checkpoint, or null
   */
  public String run(String jar, List<String> arguments, String from) {
    return run(jar, arguments, from, JSON.createObjectNode());
  }

  /** The same at a parallelism that is not the cluster's. */
  public String run(String jar, List<String> arguments, String from, int parallelism) {
    return run(jar, arguments, from, JSON.createObjectNode().put("parallelism", parallelism));
  }

  private String run(String jar, List<String> arguments, String from, ObjectNode body) {
    arguments.forEach(body.withArray("/programArgsList")::add);
    if (from != null) {
      body.put("savepointPath", from);
    }
    return json(post("/jars/" + jar + "/run", body)).get("jobid").asText();
  }

  public String state(String job) {
    return get("/jobs/" + job).get("state").asText();
  }

  /** Returns when the job and every one of its tasks run; fails at once when the job has failed. */
  public void awaitRunning(String job) {
    Awaitility.await("job " + job + " runs")
        .atMost(RUNS)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> runs(job));
  }

  private boolean runs(String job) {
    JsonNode answer = get("/jobs/" + job);
    if (answer.get("state").asText().equals("FAILED")) {
      throw new IllegalStateException(
          "the job failed: " + get("/jobs/" + job + "/exceptions").toPrettyString());
    }
    for (JsonNode vertex : answer.get("vertices")) {
      if (!vertex.get("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return answer.get("state").asText().equals("RUNNING");
  }

  /** Returns when a checkpoint is complete that began after the call. */
  public void awaitNewCheckpoint(String job) {
    // One may be under way, and be done without what has just happened.
    int enough = completedCheckpoints(job) + 2;
    Awaitility.await("checkpoints of job " + job)
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> completedCheckpoints(job) >= enough);
  }

  private int completedCheckpoints(String job) {
    return get("/jobs/" + job + "/checkpoints").at("/counts/completed").asInt();
  }

  /** Stops the job with a savepoint in canonical format, and returns where that is. */
  public String stopWithSavepoint(String job) {
    ObjectNode body = JSON.createObjectNode().put("drain", false).put("formatType", "CANONICAL");
    String trigger = json(post("/jobs/" + job + "/stop", body)).get("request-id").asText();
    String path = "/jobs/" + job + "/savepoints/" + trigger;
    Awaitility.await("savepoint of job " + job)
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(path).at("/status/id").asText().equals("COMPLETED"));
    JsonNode operation = get(path).get("operation");
    if (!operation.has("location")) {
      throw new IllegalStateException("no savepoint: " + operation.toPrettyString());
    }
    Awaitility.await("end of job " + job)
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> state(job).equals("FINISHED"));
    return operation.get("location").asText();
  }

  public void cancel(String job) {
    send(request("/jobs/" + job).method("PATCH", BodyPublishers.noBody()));
    Awaitility.await("cancellation of job " + job)
        .atMost(DEADLINE)
        .until(() -> state(job).equals("CANCELED"));
  }

  private String post(String path, ObjectNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString(), UTF_8)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(DEADLINE);
  }

  private String send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            request + " was answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
