package io.tracklayer.sandbox.datamanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.Inspection.Finding;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Google's Data Manager API and the token endpoint before it: takes events with a token that it
 * handed out, and tells what became of a request. One wrong field refuses a request as a whole;
 * each is named, as google.rpc.BadRequest does.
 *
 * <p>Rules of events: {@link DataManagerRules}.
 */
public final class DataManagerApi implements SandboxApi {

  private static final String NAME = "google_data_manager";
  private static final String TOKEN = "/" + NAME + "/token";
  private static final String INGEST = "/" + NAME + "/v1/events:ingest";
  private static final String STATUS = "/" + NAME + "/v1/requestStatus:retrieve";

  private final AtomicLong ids = new AtomicLong();
  private final DataManagerTokens tokens = new DataManagerTokens();
  private final DataManagerDiagnostics diagnostics = new DataManagerDiagnostics();

  @Override
  public String name() {
    return NAME;
  }

  /** The token endpoint is another host's, and has trouble of its own. */
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
    List<Finding> findings = DataManagerRules.check(body.get(), request.receivedAt());
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

  private SandboxAnswer status(SandboxRequest request) {
    String id = request.query().getOrDefault("requestId", List.of("")).get(0);
    return diagnostics
        .of(id)
        .map(status -> SandboxAnswer.of(200, status))
        .orElseGet(
            () ->
                invalid(
                    "There was a problem with the request.",
                    List.of(new Finding("request_id", "request_id", "is none"))));
  }

  private String nextId(String prefix) {
    return prefix + "sandbox-" + ids.incrementAndGet();
  }

  private SandboxAnswer invalid(String message, List<Finding> findings) {
    return error(400, "INVALID_ARGUMENT", message, "INVALID_ARGUMENT", findings);
  }

  @Override
  public JsonNode trouble(int status) {
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
      int status, String word, String message, String reason, List<Finding> findings) {
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
      for (Finding finding : findings) {
        violations
            .addObject()
            .put("field", DataManagerRules.field(finding))
            .put("description", finding.message())
            .put("reason", DataManagerRules.reason(finding));
      }
    }
    return SandboxAnswer.of(status, Json.object().set("error", error));
  }

  private static ObjectNode detail(ArrayNode details, String type) {
    return details.addObject().put("@type", "type.googleapis.com/google.rpc." + type);
  }
}
