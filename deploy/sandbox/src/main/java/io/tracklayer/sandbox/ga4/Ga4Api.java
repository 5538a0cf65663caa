package io.tracklayer.sandbox.ga4;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.Inspection.Finding;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Measurement Protocol of Google Analytics 4. The endpoint that collects answers 204 to
 * whatever it is sent, a wrong secret included; what is wrong is on record only. The one that
 * validates names it, but for the secret.
 *
 * <p>Rules of events: {@link Ga4Rules}.
 */
public final class Ga4Api implements SandboxApi {

  private static final String COLLECT = "/ga4/mp/collect";
  private static final String VALIDATE = "/ga4/debug/mp/collect";

  private static final Pattern MEASUREMENT_ID = Pattern.compile("G-[A-Z0-9]{4,20}");
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
    List<Finding> findings = findings(request);
    if (validates) {
      return SandboxAnswer.of(200, messages(findings));
    }
    List<Finding> all = new ArrayList<>(findings);
    if (!knowsSecret(request, secrets)) {
      all.add(new Finding("api_secret", "api_secret", "is missing or none of this stream"));
    }
    String complaint =
        all.isEmpty()
            ? null
            : all.stream().map(Finding::toString).collect(Collectors.joining("; "));
    return new SandboxAnswer(204, Map.of(), null, complaint);
  }

  private boolean knowsSecret(SandboxRequest request, SandboxSecrets secrets) {
    String secret = parameter(request, "api_secret");
    return !secret.isEmpty() && secrets.opens(name(), secret);
  }

  private static String parameter(SandboxRequest request, String name) {
    return request.query().getOrDefault(name, List.of("")).get(0);
  }

  private static List<Finding> findings(SandboxRequest request) {
    if (!MEASUREMENT_ID.matcher(parameter(request, "measurement_id")).matches()) {
      return List.of(new Finding("measurement_id", "measurement_id", Ga4Rules.MISSING));
    }
    if (request.body().length >= MAX_BYTES) {
      return List.of(new Finding("", "", Ga4Rules.TOO_MANY + MAX_BYTES + " bytes"));
    }
    return request
        .json()
        .map(new Ga4Rules(request.receivedAt())::check)
        .orElseGet(() -> List.of(new Finding("", "", "is not JSON")));
  }

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
  private static JsonNode messages(List<Finding> findings) {
    ObjectNode body = Json.object();
    ArrayNode messages = body.putArray("validationMessages");
    for (Finding finding : findings) {
      messages
          .addObject()
          .put("fieldPath", finding.path())
          .put("description", finding.toString())
          .put("validationCode", Ga4Rules.code(finding));
    }
    return body;
  }

  /** Trouble of Google's comes without a body. */
  @Override
  public JsonNode trouble(int status) {
    return null;
  }
}
