package io.tracklayer.sandbox.snapchat;

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
import java.util.regex.Pattern;

/**
 * Snapchat's Conversions API v3, {@code POST /snapchat/v3/PIXEL/events?access_token=TOKEN}, and the
 * same with {@code /validate}. One bad event fails the whole request.
 *
 * <p>Code checks what the schema cannot express: the age of events.
 */
public final class SnapchatApi implements SandboxApi {

  private static final Pattern PATH =
      Pattern.compile("/snapchat/v3/[\\w-]{1,64}/events(/validate)?");
  private static final String TOKEN = "access_token";
  private static final BodySchema SCHEMA = BodySchema.of(SnapchatApi.class);
  private static final TimeLimits TIMES =
      new TimeLimits(Duration.ofDays(37), Duration.ofMinutes(1));

  @Override
  public String name() {
    return "snapchat";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    if (!PATH.matcher(request.path()).matches() || !request.method().equals("POST")) {
      return refused(404, "Not found");
    }
    List<String> tokens = request.query().getOrDefault(TOKEN, List.of());
    if (tokens.size() != 1 || tokens.get(0).isBlank() || !secrets.opens(name(), tokens.get(0))) {
      return refused(401, "The access token is missing or invalid");
    }
    Optional<JsonNode> body = request.declaresJson() ? request.json() : Optional.empty();
    if (body.isEmpty()) {
      return refused(400, "The body must be application/json");
    }
    return problem(body.get(), request.receivedAt())
        .map(finding -> refused(400, finding.toString()))
        .orElseGet(() -> SandboxAnswer.of(200, Json.object().put("status", "VALID")));
  }

  @Override
  public JsonNode trouble(int status) {
    return switch (status) {
      case 401 -> json("The access token is missing or invalid");
      case 403 -> json("The access token has no permission for this pixel");
      case 429 -> json("Too many requests");
      default -> json(status >= 500 ? "Internal server error" : "Invalid request");
    };
  }

  private static Optional<BodyProblem> problem(JsonNode body, Instant now) {
    List<BodyProblem> findings = SCHEMA.findings(body);
    return findings.isEmpty()
        ? TIMES.firstProblem(body.get("data"), now)
        : Optional.of(findings.get(0));
  }

  private static SandboxAnswer refused(int status, String reason) {
    return SandboxAnswer.of(status, json(reason));
  }

  private static JsonNode json(String reason) {
    ObjectNode json = Json.object().put("status", "INVALID").put("reason", reason);
    json.putArray("error_records").addObject().put("reason", reason);
    return json;
  }
}
