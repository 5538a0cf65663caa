package io.tracklayer.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The checkpoints of the only job of a Flink cluster, as its REST interface tells them. */
final class FlinkCheckpoints {

  private static final String FOREST = "Forest";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** An interval, and as long as a checkpoint may take. */
  private static final Duration NEXT_DEADLINE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI flink;

  FlinkCheckpoints(URI flink) {
    this.flink = flink;
  }

  /** Waits for one if none has been triggered and completed since then. */
  CheckpointFigures since(Instant begin) throws BenchFailure, InterruptedException {
    String job = "/jobs/" + get("/jobs").at("/jobs/0/id").asText();
    long deadline = System.nanoTime() + NEXT_DEADLINE.toNanos();
    while (System.nanoTime() < deadline) {
      List<JsonNode> completed = completed(get(job + "/checkpoints").path("history"), begin);
      if (!completed.isEmpty()) {
        return figures(job, completed);
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new BenchFailure("no checkpoint completed within " + NEXT_DEADLINE.toSeconds() + " s");
  }

  private static List<JsonNode> completed(JsonNode history, Instant begin) {
    List<JsonNode> completed = new ArrayList<>();
    for (JsonNode one : history) {
      if (one.path("status").asText().equals("COMPLETED")
          && one.path("trigger_timestamp").asLong() >= begin.toEpochMilli()) {
        completed.add(one);
      }
    }
    return completed;
  }

  /**
   * @param completed the newest first, as Flink lists them
   */
  private CheckpointFigures figures(String job, List<JsonNode> completed)
      throws BenchFailure, InterruptedException {
    JsonNode newest = completed.get(0);
    JsonNode details = get(job + "/checkpoints/details/" + newest.path("id").asText());
    long forest = 0;
    for (JsonNode vertex : get(job).path("vertices")) {
      if (vertex.path("name").asText().startsWith(FOREST)) {
        forest += details.at("/tasks/" + vertex.path("id").asText() + "/state_size").asLong();
      }
    }
    return new CheckpointFigures(
        newest.path("state_size").asLong(),
        forest,
        median(completed, "checkpointed_size"),
        median(completed, "end_to_end_duration"));
  }

  private static long median(List<JsonNode> checkpoints, String figure) {
    return Math.round(
        Spread.of(checkpoints, checkpoint -> checkpoint.path(figure).asLong()).median());
  }

  private JsonNode get(String path) throws BenchFailure, InterruptedException {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(flink.resolve(path)).timeout(TIMEOUT).build(),
              BodyHandlers.ofByteArray());
      return Json.parse(answer.body());
    } catch (IOException e) {
      throw new BenchFailure("Flink does not tell of its checkpoints: " + e.getMessage(), e);
    }
  }
}
