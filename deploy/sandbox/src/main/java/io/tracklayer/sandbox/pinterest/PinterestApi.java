package io.tracklayer.sandbox.pinterest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.BodyProblem;
import io.tracklayer.sandbox.BodySchema;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import io.tracklayer.sandbox.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pinterest's API for Conversions, {@code POST /pinterest/v5/ad_accounts/ID/events[?test=true]}. It
 * answers for each event by itself; only a request that is wrong as a whole is refused as a whole.
 *
 * <p>Code checks what the schema cannot express: the age of events.
 */
public final class PinterestApi implements SandboxApi {

  private static final Pattern PATH = Pattern.compile("/pinterest/v5/ad_accounts/\\d{1,20}/events");
  private static final BodySchema SCHEMA = BodySchema.of(PinterestApi.class);
  private static final TimeLimits TIMES = new TimeLimits(Duration.ofDays(7), Duration.ofMinutes(1));

  private static final int INVALID = 1;
  private static final int UNAUTHENTICATED = 2;
  private static final int RATE_LIMIT = 8;
  private static final int FORBIDDEN = 29;
  private static final int UNEXPECTED = 12;

  @Override
  public String name() {
    return "pinterest";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    if (!PATH.matcher(request.path()).matches() || !request.method().equals("POST")) {
      return error(404, INVALID, "Not Found");
    }
    if (request.bearer().filter(token -> secrets.opens(name(), token)).isEmpty()) {
      return error(401, UNAUTHENTICATED, "Authentication failed.");
    }
    if (!isTestSwitch(request.query().getOrDefault("test", List.of()))) {
      return error(400, INVALID, "test must be true or false");
    }
    Optional<JsonNode> body = request.declaresJson() ? request.json() : Optional.empty();
    if (body.isEmpty()) {
      return error(400, INVALID, "The body must be application/json");
    }
    List<BodyProblem> findings = SCHEMA.findings(body.get());
    return findings.stream()
        .filter(finding -> finding.at().size() < 2)
        .findFirst()
        .map(finding -> error(400, INVALID, "Invalid request: " + finding))
        .orElseGet(() -> ofEach(body.get().get("data"), findings, request.receivedAt()));
  }

  private static boolean isTestSwitch(List<String> values) {
    return values.isEmpty() || values.equals(List.of("true")) || values.equals(List.of("false"));
  }

  private static SandboxAnswer ofEach(JsonNode data, List<BodyProblem> findings, Instant now) {
    Map<String, BodyProblem> byIndex = new HashMap<>();
    findings.forEach(finding -> byIndex.putIfAbsent(finding.at().get(1), finding));
    ArrayNode events = Json.mapper().createArrayNode();
    int processed = 0;
    for (int i = 0; i < data.size(); i++) {
      Optional<BodyProblem> wrong = Optional.ofNullable(byIndex.get(String.valueOf(i)));
      if (wrong.isEmpty()) {
        wrong = TIMES.problem(i, data.get(i), now);
      }
      processed += wrong.isEmpty() ? 1 : 0;
      events
          .addObject()
          .put("status", wrong.isEmpty() ? "processed" : "failed")
          .put("error_message", wrong.map(BodyProblem::toString).orElse(""))
          .put("warning_message", "");
    }
    ObjectNode answer =
        Json.object()
            .put("num_events_received", data.size())
            .put("num_events_processed", processed);
    return SandboxAnswer.of(200, answer.set("events", events));
  }

  @Override
  public JsonNode trouble(int status) {
    return switch (status) {
      case 401 -> json(UNAUTHENTICATED, "Authentication failed.");
      case 403 -> json(FORBIDDEN, "You are not permitted to access that resource.");
      case 429 -> json(RATE_LIMIT, "You have exceeded your rate limit. Try again later.");
      default ->
          status >= 500
              ? json(UNEXPECTED, "Something went wrong on our end. Sorry about that.")
              : json(INVALID, "Invalid request");
    };
  }

  private static SandboxAnswer error(int status, int code, String message) {
    return SandboxAnswer.of(status, json(code, message));
  }

  private static JsonNode json(int code, String message) {
    return Json.object().put("code", code).put("message", message);
  }
}
