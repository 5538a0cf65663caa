package io.tracklayer.destinations.snapchat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.StatusTable;
import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What Snapchat's answers mean: the HTTP status, looked up in {@link #TABLE}, and on success the
 * word in the body's {@code status}. Snapchat does not reliably say which event of a refused
 * request is wrong.
 */
final class SnapchatAnswers {

  private static final StatusTable TABLE = StatusTable.USUAL;

  /** Words in the body that mean a refusal despite a successful HTTP status. */
  private static final Set<String> REFUSALS = Set.of("INVALID", "FAILED", "ERROR");

  private SnapchatAnswers() {}

  static Verdict classify(Answer.Response response) {
    JsonNode body = AnswerJson.of(response);
    String detail = detail(response, body);
    boolean success = response.status() >= 200 && response.status() < 300;
    if (!success || !body.isObject() || body.isEmpty()) {
      return TABLE.verdict(response, detail);
    }
    String word = body.path("status").asText("").toUpperCase(Locale.ROOT);
    return REFUSALS.contains(word)
        ? new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), detail)
        : new Verdict.Delivered();
  }

  private static String detail(Answer.Response response, JsonNode body) {
    StringJoiner said = new StringJoiner("; ");
    for (String field : List.of("reason", "message")) {
      if (body.path(field).isTextual()) {
        said.add(body.path(field).textValue());
      }
    }
    for (JsonNode record : body.path("error_records")) {
      said.add(record.isTextual() ? record.textValue() : record.path("reason").asText(""));
    }
    return AnswerJson.detail(
        "status " + response.status(), said.length() == 0 ? response.body() : said.toString());
  }
}
