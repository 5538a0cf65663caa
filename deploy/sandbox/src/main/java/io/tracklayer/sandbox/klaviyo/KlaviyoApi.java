package io.tracklayer.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.BodyProblem;
import io.tracklayer.sandbox.BodySchema;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Klaviyo's endpoints for events, bulk jobs of events and the import of a profile. It answers with
 * a JSON:API error and a pointer for each wrong field. There is no rate limit; script a fault to
 * simulate one.
 *
 * <p>Code checks what the schema cannot express: {@link KlaviyoRules}, and which type of resource a
 * path accepts.
 */
public final class KlaviyoApi implements SandboxApi {

  private static final String EVENTS = "/klaviyo/api/events";
  private static final String EVENT_JOBS = "/klaviyo/api/event-bulk-create-jobs";
  private static final String PROFILES = "/klaviyo/api/profile-import";

  private static final BodySchema SCHEMA = BodySchema.of(KlaviyoApi.class);

  private static final Pattern KEY = Pattern.compile("Klaviyo-API-Key (\\S+)");
  private static final Pattern REVISION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(\\.pre)?");
  private static final List<String> CONTENT_TYPES =
      List.of("application/vnd.api+json", "application/json");
  private static final int MAX_JOB_BYTES = 5_000_000;

  private final AtomicLong ids = new AtomicLong();

  @Override
  public String name() {
    return "klaviyo";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    String path = withoutLastSlash(request.path());
    if (!List.of(EVENTS, EVENT_JOBS, PROFILES).contains(path)) {
      return refused(404, "not_found", "Not found.", "/");
    }
    if (!request.method().equals("POST")) {
      return refused(405, "method_not_allowed", "This method is not allowed.", "/");
    }
    if (!isAuthorized(request, secrets)) {
      return refused(401, "not_authenticated", "Missing or invalid private key.", "/data");
    }
    if (request.header("revision").filter(r -> REVISION.matcher(r).matches()).isEmpty()) {
      return refused(400, "invalid_revision", "The revision header must be a date.", "/");
    }
    if (CONTENT_TYPES.stream().noneMatch(type -> contentType(request).startsWith(type))) {
      return refused(415, "unsupported_media_type", "Unsupported media type.", "/");
    }
    if (path.equals(EVENT_JOBS) && request.body().length > MAX_JOB_BYTES) {
      return refused(413, "payload_too_large", "The payload is larger than 5 MB.", "/");
    }
    Optional<JsonNode> body = request.json();
    if (body.isEmpty()) {
      return refused(400, "parse_error", "The body is not JSON.", "/");
    }
    List<BodyProblem> findings = findings(path, body.get(), request.receivedAt());
    return findings.isEmpty() ? taken(path) : refused(findings);
  }

  private static String withoutLastSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private boolean isAuthorized(SandboxRequest request, SandboxSecrets secrets) {
    return request
        .header("authorization")
        .map(KEY::matcher)
        .filter(Matcher::matches)
        .filter(key -> secrets.opens(name(), key.group(1)))
        .isPresent();
  }

  private static String contentType(SandboxRequest request) {
    return request.header("content-type").orElse("");
  }

  private static List<BodyProblem> findings(String path, JsonNode body, Instant now) {
    String type =
        switch (path) {
          case EVENTS -> "event";
          case EVENT_JOBS -> "event-bulk-create-job";
          default -> "profile";
        };
    JsonNode sent = body.at("/data/type");
    if (sent.isTextual() && !sent.asText().equals(type)) {
      return List.of(BodyProblem.ofRule("must be " + type + " here", "data", "type"));
    }
    List<BodyProblem> findings = SCHEMA.findings(body);
    return findings.isEmpty() ? KlaviyoRules.findings(body.get("data"), now) : findings;
  }

  /** 202 says that the request is well-formed and will be processed; it has no body. */
  private SandboxAnswer taken(String path) {
    Map<String, String> headers =
        Map.of("RateLimit-Limit", "350", "RateLimit-Remaining", "349", "RateLimit-Reset", "1");
    if (!path.equals(PROFILES)) {
      return new SandboxAnswer(202, headers, null);
    }
    ObjectNode body = Json.object();
    body.putObject("data").put("type", "profile").put("id", nextId());
    return new SandboxAnswer(200, headers, body);
  }

  @Override
  public JsonNode trouble(int status) {
    return switch (status) {
      case 401 -> error(status, "not_authenticated", "Missing or invalid private key.", "/data");
      case 403 -> error(status, "permission_denied", "The key lacks a scope.", "/data");
      case 429 -> error(status, "throttled", "Request was throttled.", "/data");
      default ->
          status >= 500
              ? error(status, "error", "An internal error occurred.", "/data")
              : error(status, "invalid", "Invalid input.", "/data");
    };
  }

  private SandboxAnswer refused(int status, String code, String detail, String pointer) {
    return SandboxAnswer.of(status, error(status, code, detail, pointer));
  }

  private SandboxAnswer refused(List<BodyProblem> findings) {
    ObjectNode body = Json.object();
    for (BodyProblem finding : findings) {
      addError(body, 400, "invalid", finding.message(), "/" + String.join("/", finding.at()));
    }
    return SandboxAnswer.of(400, body);
  }

  private JsonNode error(int status, String code, String detail, String pointer) {
    ObjectNode body = Json.object();
    addError(body, status, code, detail, pointer);
    return body;
  }

  private void addError(ObjectNode body, int status, String code, String detail, String pointer) {
    body.withArray("errors")
        .addObject()
        .put("id", nextId())
        .put("status", status)
        .put("code", code)
        .put("title", "Invalid input.")
        .put("detail", detail)
        .putObject("source")
        .put("pointer", pointer);
  }

  private String nextId() {
    return String.format("01SANDBOX%017d", ids.incrementAndGet());
  }
}
