package io.tracklayer.e2e.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.job.delivery.claim.Forecast;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges what one destination makes of traffic: each previewed request by the schema of its API's
 * body, and against what a second destination of the same configuration makes of the same event;
 * then batches of them by the sandbox's API, whose answers the destination must read as delivered.
 */
final class Judge {

  private static final int BATCH = 100;

  /** Enough to see what is wrong. */
  private static final int MOST_PROBLEMS = 10;

  /** What a tidy event may be refused for: previewed, it is all that is known of its person. */
  private static final Set<Reason> MAY_LACK =
      Set.of(Reason.MISSING_CLIENT_ID, Reason.MISSING_IDENTIFIER, Reason.MISSING_PAGE_URL);

  private final DestinationConfig config;
  private final Forecast forecast;
  private final Destination destination;
  private final SandboxApi api;
  private final SandboxSecrets secrets;
  private final Map<String, String> ofTheSender;
  private final Instant now;

  private final List<Mapping.Mapped> batch = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private JsonNode example;

  /**
   * @param secret what the destination was opened with
   * @param ofTheSender headers that are not the destination's, but its sender's to write
   */
  Judge(
      DestinationConfig config,
      Forecast forecast,
      Destination destination,
      SandboxApi api,
      String secret,
      Map<String, String> ofTheSender,
      Instant now) {
    this.config = config;
    this.forecast = forecast;
    this.destination = destination;
    this.api = api;
    this.secrets = new SandboxSecrets(Map.of(api.name(), Set.of(secret)));
    this.ofTheSender = ofTheSender;
    this.now = now;
  }

  /** Canonical names of the events that were sent. */
  Set<String> names() {
    return names;
  }

  /** The body of the last purchase that was previewed. */
  JsonNode example() {
    return example;
  }

  /** What was wrong, at most some of it. */
  List<String> problems() {
    return problems;
  }

  /**
   * @param decision of a preview
   * @param line which it is part of, byte for byte
   * @param tidy whether the event is as sources should send it
   */
  void judge(CanonicalEvent event, JsonNode decision, String line, boolean tidy) {
    if (decision.path("decision").asText().equals("send")) {
      check(event, decision.path("requests"), line);
    } else if (tidy
        && decide(event) instanceof Forecast.Expected.Settled settled
        && settled.outcome() == Outcome.REJECTED
        && !MAY_LACK.contains(settled.cause().reason())) {
      problem(event, settled.cause().toString());
    }
  }

  private Forecast.Expected decide(CanonicalEvent event) {
    return forecast.of(event, Json.write(event));
  }

  private void check(CanonicalEvent event, JsonNode requests, String line) {
    names.add(event.name());
    for (JsonNode request : requests) {
      example = event.name().equals(CanonicalNames.PURCHASE) ? request.get("body") : example;
      api.schema()
          .findings(request.get("body"))
          .forEach(finding -> problem(event, finding.toString()));
    }
    if (decide(event) instanceof Forecast.Expected.Sent send) {
      HttpCall call = destination.request(List.of(send.mapped()), now);
      if (!line.contains("\"body\":" + new String(call.body(), UTF_8) + "}")) {
        problem(event, "the same event becomes other bytes a second time");
      }
      post(send.mapped());
    } else {
      problem(event, "is sent once, and not a second time");
    }
  }

  private void post(Mapping.Mapped mapped) {
    boolean fits =
        batch.isEmpty() || (batch.size() < BATCH && destination.joins(List.copyOf(batch), mapped));
    if (!fits) {
      post();
    }
    batch.add(mapped);
  }

  /** Sends what waits. */
  void post() {
    if (batch.isEmpty()) {
      return;
    }
    SandboxAnswer answer = api.answer(received(destination.request(batch, now)), secrets);
    String body = answer.body() == null ? "" : Json.text(answer.body());
    Verdict verdict =
        destination.classify(new Answer.Response(answer.status(), Map.of(), body), batch);
    if (answer.reason() != null) {
      problem("the sandbox says " + answer.status() + " " + answer.reason());
    } else if (verdict instanceof Verdict.PerEvent each) {
      each.verdicts().stream()
          .filter(one -> !(one instanceof Verdict.Delivered))
          .forEach(one -> problem("the sandbox says " + one));
    } else if (!(verdict instanceof Verdict.Delivered)) {
      problem("the sandbox says " + answer.status() + ", read as " + verdict);
    }
    batch.clear();
  }

  private SandboxRequest received(HttpCall call) {
    Map<String, String> headers = new HashMap<>(ofTheSender);
    call.headers().forEach(header -> headers.put(header.name(), header.value()));
    Map<String, List<String>> query = new HashMap<>();
    if (call.uri().getRawQuery() != null) {
      for (String parameter : call.uri().getRawQuery().split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        query.put(parts[0], List.of(URLDecoder.decode(parts[1], UTF_8)));
      }
    }
    String path = call.uri().getPath();
    return new SandboxRequest(
        api.destination(path), call.method(), path, query, headers, call.body(), now);
  }

  private void problem(CanonicalEvent event, String problem) {
    problem(event.name() + " " + event.messageId() + ": " + problem);
  }

  private void problem(String problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(config.type() + ": " + problem);
    }
  }
}
