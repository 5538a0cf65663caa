package io.tracklayer.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import io.tracklayer.sandbox.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Meta's Conversions API, {@code POST /meta/v25.0/DATASET/events}. One bad event fails the whole
 * request, as Meta documents. Stricter than Meta in one thing: a token in the URL, which Meta
 * takes, is refused, because URLs end up in logs.
 *
 * <p>Rules of events: {@link MetaEventRules}.
 */
public final class MetaApi implements SandboxApi {

  private static final Pattern PATH = Pattern.compile("/meta/v\\d{1,3}\\.\\d/(\\d{1,32})/events");
  private static final int MAX_EVENTS = 1000;
  private static final Set<String> TOP_LEVEL =
      Set.of(
          "data",
          "test_event_code",
          "partner_agent",
          "namespace_id",
          "upload_id",
          "upload_tag",
          "upload_source");

  private final AtomicLong traces = new AtomicLong();

  @Override
  public String name() {
    return "meta";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    if (!PATH.matcher(request.path()).matches() || !request.method().equals("POST")) {
      return error(400, MetaError.unsupportedRequest(request.method()));
    }
    if (request.query().containsKey("access_token")) {
      return error(400, MetaError.of(100, 0, "Put the access token into the Authorization header"));
    }
    if (request.bearer().filter(token -> secrets.opens(name(), token)).isEmpty()) {
      return error(
          401, MetaError.of(190, 0, "Invalid OAuth access token - Cannot parse access token"));
    }
    if (!request.declaresJson()) {
      return error(400, MetaError.of(100, 0, "Content-Type must be application/json"));
    }
    Optional<JsonNode> body = request.json();
    if (body.isEmpty()) {
      return error(400, MetaError.of(100, 0, "The body is not JSON"));
    }
    return problem(body.get(), request)
        .map(error -> error(400, error))
        .orElseGet(() -> taken(body.get().get("data").size()));
  }

  @Override
  public JsonNode trouble(int status) {
    MetaError error =
        switch (status) {
          case 401 -> MetaError.of(190, 463, "Error validating access token: Session has expired");
          case 403 -> MetaError.of(200, 0, "Permissions error");
          case 429 -> MetaError.of(4, 0, "Application request limit reached");
          default ->
              status >= 500
                  ? MetaError.transientOf(1, "An unknown error has occurred.")
                  : MetaError.of(100, 0, "Invalid parameter");
        };
    return error.json(trace());
  }

  private static Optional<MetaError> problem(JsonNode body, SandboxRequest request) {
    Inspection top =
        Inspection.of("body", body)
            .only(TOP_LEVEL)
            .required("data")
            .text("test_event_code", "partner_agent");
    Wire.checkEvents(top, "data", MAX_EVENTS);
    if (!top.findings().isEmpty()) {
      return Optional.of(MetaError.of(100, 0, "Invalid parameter: " + top.findings().get(0)));
    }
    JsonNode data = top.get("data");
    for (int i = 0; i < data.size(); i++) {
      Optional<MetaError> error = new MetaEventRules(request.receivedAt()).check(i, data.get(i));
      if (error.isPresent()) {
        return error;
      }
    }
    return Optional.empty();
  }

  private SandboxAnswer taken(int events) {
    ObjectNode body = Json.object().put("events_received", events);
    body.putArray("messages");
    return SandboxAnswer.of(200, body.put("fbtrace_id", trace()));
  }

  private SandboxAnswer error(int status, MetaError error) {
    return new SandboxAnswer(
        status,
        status == 401
            ? Map.of("WWW-Authenticate", "OAuth \"Facebook Platform\" \"invalid_token\"")
            : Map.of(),
        error.json(trace()));
  }

  private String trace() {
    return String.format("Asandbox%013d", traces.incrementAndGet());
  }
}
