package io.tracklayer.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * TikTok's Events API 2.0, {@code POST /tiktok/open_api/v1.3/event/track/}. It answers 200 whatever
 * becomes of a request; {@code code} in the body says what. One bad event fails the whole request,
 * and the message names it by its index.
 *
 * <p>Code checks what the schema cannot express: the age of events.
 */
public final class TikTokApi implements SandboxApi {

  private static final String PATH = "/tiktok/open_api/v1.3/event/track/";
  private static final BodySchema SCHEMA = BodySchema.of(TikTokApi.class);
  private static final TimeLimits TIMES =
      new TimeLimits(Duration.ofDays(28), Duration.ofMinutes(1));

  private static final int OK = 0;
  private static final int NO_PERMISSION = 40001;
  private static final int INVALID_PARAMETER = 40002;
  private static final int RATE_LIMIT = 40100;
  private static final int TOKEN_MISSING = 40104;
  private static final int TOKEN_INVALID = 40105;
  private static final int SERVER_ERROR = 50000;

  private final AtomicLong requests = new AtomicLong();

  @Override
  public String name() {
    return "tiktok";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    if (!request.path().equals(PATH) || !request.method().equals("POST")) {
      return SandboxAnswer.of(404, Json.object().put("message", "404 page not found"));
    }
    String token = request.header("access-token").orElse("");
    if (token.isBlank()) {
      return coded(TOKEN_MISSING, "Access token is missing or empty");
    }
    if (!secrets.opens(name(), token)) {
      return coded(TOKEN_INVALID, "Access token is incorrect or has been revoked");
    }
    if (!request.declaresJson()) {
      return coded(INVALID_PARAMETER, "Content-Type must be application/json");
    }
    Optional<JsonNode> body = request.json();
    if (body.isEmpty()) {
      return coded(INVALID_PARAMETER, "The body is not JSON");
    }
    return problem(body.get(), request.receivedAt())
        .map(problem -> coded(INVALID_PARAMETER, worded(problem)))
        .orElseGet(() -> coded(OK, "OK"));
  }

  @Override
  public JsonNode trouble(int status) {
    return switch (status) {
      case 401 -> json(TOKEN_INVALID, "Access token is incorrect or has been revoked");
      case 403 -> json(NO_PERMISSION, "No permission to operate the pixel");
      case 429 -> json(RATE_LIMIT, "Too many requests");
      default ->
          status >= 500
              ? json(SERVER_ERROR, "Internal server error")
              : json(INVALID_PARAMETER, "Invalid parameter");
    };
  }

  private static Optional<BodyProblem> problem(JsonNode body, Instant now) {
    List<BodyProblem> findings = SCHEMA.findings(body);
    return findings.isEmpty()
        ? TIMES.firstProblem(body.get("data"), now)
        : Optional.of(findings.get(0));
  }

  /** {@code Batch.0.properties.contents.1.content_id: must be …}. */
  private static String worded(BodyProblem finding) {
    return String.join(".", finding.at()).replaceFirst("^data\\.", "Batch.")
        + ": "
        + finding.message();
  }

  private SandboxAnswer coded(int code, String message) {
    return SandboxAnswer.of(200, json(code, message));
  }

  private JsonNode json(int code, String message) {
    ObjectNode answer = Json.object().put("code", code).put("message", message);
    answer.put("request_id", String.format("sandbox%017d", requests.incrementAndGet()));
    return answer.set("data", Json.object());
  }
}
