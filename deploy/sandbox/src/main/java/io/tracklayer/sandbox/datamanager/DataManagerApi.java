package io.tracklayer.sandbox.datamanager;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Google's Data Manager API and the token endpoint in front of it: accepts events with a token that
 * it issued, and says what became of a request. One wrong field makes it refuse the whole request;
 * every wrong field is named, as in google.rpc.BadRequest.
 *
 * <p>Code checks what the schema cannot express: that an event is not in the future. Its age is
 * judged later, in {@link DataManagerDiagnostics}.
 */
public final class DataManagerApi implements SandboxApi {

  private static final String NAME = "google_data_manager";
  private static final String TOKEN = "/" + NAME + "/token";
  private static final String INGEST = "/" + NAME + "/v1/events:ingest";
  private static final String STATUS = "/" + NAME + "/v1/requestStatus:retrieve";

  private static final String TIME = "eventTimestamp";
  private static final String REQUEST_ID = "request_id";
  private static final String INVALID_FORMAT = "INVALID_FORMAT";

  private static final BodySchema SCHEMA = BodySchema.of(DataManagerApi.class);
  private static final Duration MAX_AHEAD = Duration.ofMinutes(1);
  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z])[A-Z]");

  private final AtomicLong ids = new AtomicLong();
  private final DataManagerTokens tokens = new DataManagerTokens();
  private final DataManagerDiagnostics diagnostics = new DataManagerDiagnostics();

  @Override
  public String name() {
    return NAME;
  }

  /** The token endpoint is on another host, and has faults of its own. */
  @Override
  public String destination(String path) {
    return path.equals(TOKEN) ? path.substring(1) : NAME;
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    return switch (request.method() + " " + request.path()) {
      case "POST " + TOKEN -> tokens.answer(request, NAME, secrets);
      case "POST " + INGEST -> isAuthorized(request) ? ingest(request) : unauthenticated();
      case "GET " + STATUS -> isAuthorized(request) ? status(request) : unauthenticated();
      default -> error(404, "NOT_FOUND", "Not found.", "NOT_FOUND", List.of());
    };
  }

  @Override
  public List<JsonNode> conversions() {
    return diagnostics.conversions();
  }

  private boolean isAuthorized(SandboxRequest request) {
    return request.bearer().filter(token -> tokens.isGood(token, request.receivedAt())).isPresent();
  }

  private SandboxAnswer unauthenticated() {
    return error(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials.",
        "ACCESS_TOKEN_TYPE_UNSUPPORTED",
        List.of());
  }

  private SandboxAnswer ingest(SandboxRequest request) {
    Optional<JsonNode> body = request.declaresJson() ? request.json() : Optional.empty();
    if (body.isEmpty()) {
      return invalid("The body is not JSON.", List.of());
    }
    List<BodyProblem> findings = findings(body.get(), request.receivedAt());
    if (!findings.isEmpty()) {
      return invalid("There was a problem with the request.", findings);
    }
    boolean onlyChecked = body.get().path("validateOnly").asBoolean();
    String id = nextId(onlyChecked ? "v-" : "");
    if (!onlyChecked) {
      diagnostics.add(id, body.get(), request.receivedAt());
    }
    return SandboxAnswer.of(200, Json.object().put("requestId", id));
  }

  private static List<BodyProblem> findings(JsonNode body, Instant now) {
    List<BodyProblem> findings = new ArrayList<>(SCHEMA.findings(body));
    JsonNode events = body.path("events");
    for (int i = 0; i < events.size() && findings.isEmpty(); i++) {
      if (Instant.parse(events.get(i).path(TIME).asText()).isAfter(now.plus(MAX_AHEAD))) {
        findings.add(BodyProblem.ofRule("is in the future", "events", i, TIME));
      }
    }
    return findings;
  }

  private SandboxAnswer status(SandboxRequest request) {
    String id = request.query().getOrDefault("requestId", List.of("")).get(0);
    return diagnostics
        .of(id)
        .map(status -> SandboxAnswer.of(200, status))
        .orElseGet(
            () ->
                invalid(
                    "There was a problem with the request.",
                    List.of(BodyProblem.ofRule("was never issued", REQUEST_ID))));
  }

  private String nextId(String prefix) {
    return prefix + "sandbox-" + ids.incrementAndGet();
  }

  private SandboxAnswer invalid(String message, List<BodyProblem> findings) {
    return error(400, "INVALID_ARGUMENT", message, "INVALID_ARGUMENT", findings);
  }

  @Override
  public @Nullable JsonNode trouble(int status) {
    String word =
        switch (status) {
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          case 504 -> "DEADLINE_EXCEEDED";
          default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    return error(status, word, "Trouble.", word, List.of()).body();
  }

  // https://developers.google.com/data-manager/api/devguides/concepts/understand-errors
  private SandboxAnswer error(
      int status, String word, String message, String reason, List<BodyProblem> findings) {
    ObjectNode error =
        Json.object().put("code", status).put("message", message).put("status", word);
    ArrayNode details = error.putArray("details");
    String id = nextId("t-");
    detail(details, "ErrorInfo")
        .put("reason", reason)
        .put("domain", "datamanager.googleapis.com")
        .putObject("metadata")
        .put("requestId", id);
    detail(details, "RequestInfo").put("requestId", id);
    if (!findings.isEmpty()) {
      ArrayNode violations = detail(details, "BadRequest").putArray("fieldViolations");
      for (BodyProblem finding : findings) {
        violations
            .addObject()
            .put("field", field(finding))
            .put("description", finding.message())
            .put("reason", reason(finding));
      }
    }
    return SandboxAnswer.of(status, Json.object().set("error", error));
  }

  /** The field of a finding, as Google writes it. */
  private static String field(BodyProblem finding) {
    String snakeCase =
        CAMEL_CASE
            .matcher(finding.path())
            .replaceAll(match -> "_" + match.group().toLowerCase(Locale.ROOT));
    return snakeCase.startsWith("events[") ? "events." + snakeCase : snakeCase;
  }

  /** Google's reason for a finding. */
  // https://developers.google.com/data-manager/api/reference/rest/v1/ErrorReason
  private static String reason(BodyProblem finding) {
    return switch (finding.keyword()) {
      case "required" -> "REQUIRED_FIELD_MISSING";
      case BodyProblem.ALTERNATIVES -> "NO_IDENTIFIERS_PROVIDED";
      case "enum" -> "INVALID_ENUM_VALUE";
      case "minItems", "maxItems" ->
          switch (finding.field()) {
            case "events" -> "TOO_MANY_EVENTS";
            case "destinations" -> "TOO_MANY_DESTINATIONS";
            case "userIdentifiers" -> "TOO_MANY_USER_IDENTIFIERS";
            default -> INVALID_FORMAT;
          };
      case BodyProblem.RULE ->
          finding.field().equals(REQUEST_ID) ? "INVALID_REQUEST_ID" : "EVENT_TIME_INVALID";
      default ->
          switch (finding.field()) {
            case "emailAddress", "phoneNumber", "givenName", "familyName" ->
                "INVALID_SHA256_FORMAT";
            case "currency" -> "INVALID_CURRENCY_CODE";
            case "accountId" -> "INVALID_NUMBER_FORMAT";
            case "productDestinationId" -> "INVALID_CONVERSION_ACTION_ID";
            default -> INVALID_FORMAT;
          };
    };
  }

  private static ObjectNode detail(ArrayNode details, String type) {
    return details.addObject().put("@type", "type.googleapis.com/google.rpc." + type);
  }
}
