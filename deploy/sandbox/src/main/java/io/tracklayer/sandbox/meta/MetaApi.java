package io.tracklayer.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Meta's Conversions API, {@code POST /meta/v25.0/DATASET/events}, and its {@linkplain
 * MetaQualityApi Dataset Quality API}. One bad event fails the whole request, as Meta documents. It
 * refuses two things that Meta accepts: a token in the URL, because URLs end up in logs, and an
 * event without an id, because the pixel's event would be counted as well.
 *
 * <p>Code checks what the schema cannot express: the age of events.
 */
public final class MetaApi implements SandboxApi {

  private static final Pattern PATH = Pattern.compile("/meta/v\\d{1,3}\\.\\d/(\\d{1,32})/events");
  private static final BodySchema SCHEMA = BodySchema.of(MetaApi.class);

  private static final Duration MAX_AHEAD = Duration.ofMinutes(1);
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final Duration MAX_AGE_IN_STORE = Duration.ofDays(62);

  private final AtomicLong traces = new AtomicLong();

  @Override
  public String name() {
    return "meta";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    boolean asksQuality = MetaQualityApi.isMeant(request);
    if (!asksQuality
        && (!PATH.matcher(request.path()).matches() || !request.method().equals("POST"))) {
      return error(400, MetaError.unsupportedRequest(request.method()));
    }
    if (request.query().containsKey("access_token")) {
      return error(400, MetaError.of(100, 0, "Put the access token into the Authorization header"));
    }
    if (request.bearer().filter(token -> secrets.opens(name(), token)).isEmpty()) {
      return error(
          401, MetaError.of(190, 0, "Invalid OAuth access token - Cannot parse access token"));
    }
    if (asksQuality) {
      return MetaQualityApi.problem(request)
          .map(error -> error(400, error))
          .orElseGet(() -> SandboxAnswer.of(200, MetaQualityApi.report()));
    }
    if (!request.declaresJson()) {
      return error(400, MetaError.of(100, 0, "Content-Type must be application/json"));
    }
    Optional<JsonNode> body = request.json();
    if (body.isEmpty()) {
      return error(400, MetaError.of(100, 0, "The body is not JSON"));
    }
    return problem(body.get(), request.receivedAt())
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

  private static Optional<MetaError> problem(JsonNode body, Instant now) {
    List<BodyProblem> findings = SCHEMA.findings(body);
    if (!findings.isEmpty()) {
      return Optional.of(MetaError.of(findings.get(0)));
    }
    JsonNode data = body.get("data");
    for (int i = 0; i < data.size(); i++) {
      Optional<MetaError> error = timeProblem(i, data.get(i), now);
      if (error.isPresent()) {
        return error;
      }
    }
    return Optional.empty();
  }

  private static Optional<MetaError> timeProblem(int index, JsonNode event, Instant now) {
    Instant time = Instant.ofEpochSecond(event.get("event_time").asLong());
    boolean inStore = event.get("action_source").asText().equals("physical_store");
    if (time.isBefore(now.minus(inStore ? MAX_AGE_IN_STORE : MAX_AGE))) {
      return Optional.of(MetaError.eventTooOld());
    }
    return time.isAfter(now.plus(MAX_AHEAD))
        ? Optional.of(
            MetaError.of(BodyProblem.ofRule("is in the future", "data", index, "event_time")))
        : Optional.empty();
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
