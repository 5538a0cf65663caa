package io.tracklayer.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Meta's Dataset Quality API, {@code GET /meta/v25.0/dataset_quality}. It always tells the same:
 * what the report says of the events that the sandbox took is not simulated.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/marketing-api/conversions-api/dataset-quality-api">Dataset
 *     Quality API</a>
 */
final class MetaQualityApi {

  private static final Pattern PATH = Pattern.compile("/meta/v\\d{1,3}\\.\\d/dataset_quality");
  private static final Pattern DATASET = Pattern.compile("[1-9]\\d{0,19}");
  private static final Pattern FIELDS = Pattern.compile("web\\{([a-z_,{}]+)}");
  private static final Set<String> PARAMETERS = Set.of("dataset_id", "fields", "agent_name");

  /** Of a website's event. */
  private static final Set<String> KNOWN =
      Set.of(
          "event_name",
          "event_match_quality",
          "composite_score",
          "match_key_feedback",
          "identifier",
          "coverage",
          "percentage",
          "event_coverage",
          "dedupe_key_feedback",
          "data_freshness",
          "acr",
          "event_potential_aly_acr_increase");

  private MetaQualityApi() {}

  static boolean isMeant(SandboxRequest request) {
    return request.method().equals("GET") && PATH.matcher(request.path()).matches();
  }

  static Optional<MetaError> problem(SandboxRequest request) {
    for (Map.Entry<String, List<String>> parameter : request.query().entrySet()) {
      if (!PARAMETERS.contains(parameter.getKey()) || parameter.getValue().size() != 1) {
        return invalid("unknown or repeated parameter " + parameter.getKey());
      }
    }
    if (!DATASET.matcher(one(request, "dataset_id")).matches()) {
      return invalid("dataset_id is required");
    }
    Matcher fields = FIELDS.matcher(one(request, "fields"));
    if (!fields.matches() || !isBalanced(fields.group(1))) {
      return invalid("Syntax error in fields");
    }
    for (String field : fields.group(1).split("[,{}]+", -1)) {
      if (!field.isEmpty() && !KNOWN.contains(field)) {
        return invalid("Tried accessing nonexisting field (" + field + ")");
      }
    }
    return Optional.empty();
  }

  private static String one(SandboxRequest request, String parameter) {
    return request.query().getOrDefault(parameter, List.of("")).get(0);
  }

  private static boolean isBalanced(String fields) {
    int depth = 0;
    for (int i = 0; i < fields.length(); i++) {
      char c = fields.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }

  private static Optional<MetaError> invalid(String message) {
    return Optional.of(MetaError.of(100, 0, "(#100) " + message));
  }

  static JsonNode report() {
    ObjectNode report = Json.object();
    ArrayNode web = report.putArray("web");
    add(web, "Purchase", 7.2, Map.of("email", 100, "ip_address", 99.9, "fbc", 41.5));
    add(web, "Lead", 5.8, Map.of("email", 96, "user_agent", 100, "first_name", 12));
    return report;
  }

  private static void add(
      ArrayNode web, String name, double score, Map<String, ? extends Number> coverage) {
    ObjectNode event = web.addObject().put("event_name", name);
    ObjectNode quality = event.putObject("event_match_quality").put("composite_score", score);
    ArrayNode keys = quality.putArray("match_key_feedback");
    coverage.forEach(
        (key, percentage) ->
            keys.addObject()
                .put("identifier", key)
                .putObject("coverage")
                .put("percentage", percentage.doubleValue()));
  }
}
