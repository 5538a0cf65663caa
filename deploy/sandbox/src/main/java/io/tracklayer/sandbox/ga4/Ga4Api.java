package io.tracklayer.sandbox.ga4;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Measurement Protocol of Google Analytics 4. The collection endpoint answers 204 to every
 * request, even with a wrong secret; what is wrong is only recorded. The validation endpoint
 * reports it, except for a wrong secret.
 *
 * <p>Code checks what the schema cannot express: the age of events and the size of a request.
 */
public final class Ga4Api implements SandboxApi {

  private static final String COLLECT = "/ga4/mp/collect";
  private static final String VALIDATE = "/ga4/debug/mp/collect";

  private static final Pattern MEASUREMENT_ID = Pattern.compile("G-[A-Z0-9]{4,20}");
  private static final Pattern FIREBASE_APP_ID =
      Pattern.compile("\\d+:\\d+:(android|ios):[0-9a-f]+");
  private static final BodySchema SCHEMA = BodySchema.of(Ga4Api.class);
  private static final TimeLimits TIMES =
      new TimeLimits(Duration.ofDays(3), Duration.ofMinutes(15));

  /** Stands for the keyword if a request is too large. */
  private static final String TOO_LARGE = "maxBytes";

  private static final int MAX_BYTES = 130_000;

  @Override
  public String name() {
    return "ga4";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    boolean validates = request.path().equals(VALIDATE);
    if (!validates && !request.path().equals(COLLECT)) {
      return SandboxAnswer.of(404, null);
    }
    if (!request.method().equals("POST")) {
      return SandboxAnswer.of(405, null);
    }
    List<BodyProblem> findings = findings(request);
    if (validates) {
      return SandboxAnswer.of(200, messages(findings));
    }
    List<BodyProblem> all = new ArrayList<>(findings);
    if (!knowsSecret(request, secrets)) {
      all.add(BodyProblem.ofRule("is missing or not one of this stream", "api_secret"));
    }
    String complaint = all.stream().map(BodyProblem::toString).collect(Collectors.joining("; "));
    return new SandboxAnswer(204, Map.of(), null, complaint.isEmpty() ? null : complaint);
  }

  private boolean knowsSecret(SandboxRequest request, SandboxSecrets secrets) {
    String secret = parameter(request, "api_secret");
    return !secret.isEmpty() && secrets.opens(name(), secret);
  }

  private static String parameter(SandboxRequest request, String name) {
    return request.query().getOrDefault(name, List.of("")).get(0);
  }

  private static List<BodyProblem> findings(SandboxRequest request) {
    boolean ofApp = FIREBASE_APP_ID.matcher(parameter(request, "firebase_app_id")).matches();
    if (!ofApp && !MEASUREMENT_ID.matcher(parameter(request, "measurement_id")).matches()) {
      return List.of(new BodyProblem(List.of("measurement_id"), "required", "is missing"));
    }
    if (request.body().length >= MAX_BYTES) {
      return List.of(new BodyProblem(List.of(), TOO_LARGE, "has " + MAX_BYTES + " bytes or more"));
    }
    return request
        .json()
        .map(body -> findings(body, ofApp, request.receivedAt()))
        .orElseGet(() -> List.of(BodyProblem.ofRule("is not JSON")));
  }

  private static List<BodyProblem> findings(JsonNode body, boolean ofApp, Instant now) {
    List<BodyProblem> findings = new ArrayList<>(SCHEMA.findings(body));
    String instance = ofApp ? "app_instance_id" : "client_id";
    if (!body.has(instance)) {
      findings.add(new BodyProblem(List.of(instance), "required", "is missing"));
    }
    JsonNode events = body.path("events");
    for (int i = 0; i < events.size() && findings.isEmpty(); i++) {
      JsonNode micros = events.get(i).path("timestamp_micros");
      Instant time = Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(micros.asLong()));
      if (micros.isNumber() && TIMES.problem(time, now).isPresent()) {
        findings.add(
            BodyProblem.ofRule(
                "must be a time of the last 72 hours", "events", i, "timestamp_micros"));
      }
    }
    return findings;
  }

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
  private static JsonNode messages(List<BodyProblem> findings) {
    ObjectNode body = Json.object();
    ArrayNode messages = body.putArray("validationMessages");
    for (BodyProblem finding : findings) {
      messages
          .addObject()
          .put("fieldPath", finding.path())
          .put("description", finding.toString())
          .put("validationCode", code(finding));
    }
    return body;
  }

  /** Google's code for a finding. */
  private static String code(BodyProblem finding) {
    return switch (finding.keyword()) {
      case "required", "dependentRequired", BodyProblem.ALTERNATIVES, "minLength", "minItems" ->
          "VALUE_REQUIRED";
      case "additionalProperties", "propertyNames" -> "NAME_INVALID";
      case "not", "false" -> "NAME_RESERVED";
      case "maxItems", "maxProperties", TOO_LARGE -> "EXCEEDED_MAX_ENTITIES";
      case "maxLength" -> "VALUE_OUT_OF_BOUNDS";
      case "pattern" -> finding.field().equals("name") ? "NAME_INVALID" : "VALUE_INVALID";
      default -> "VALUE_INVALID";
    };
  }

  /** Google sends no body with these errors. */
  @Override
  public @Nullable JsonNode trouble(int status) {
    return null;
  }
}
