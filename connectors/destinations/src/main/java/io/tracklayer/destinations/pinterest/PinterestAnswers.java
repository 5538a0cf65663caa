package io.tracklayer.destinations.pinterest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.StatusTable;
import io.tracklayer.destinations.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Pinterest's answers mean. {@code events} in the body, or in its {@code details} if not all
 * were processed, says what became of each event. An answer without it is looked up by its status
 * in {@link #TABLE}.
 */
// https://developers.pinterest.com/docs/api/v5/events-create/
final class PinterestAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(PinterestAnswers.class);

  private static final StatusTable TABLE = StatusTable.USUAL;

  /** Words which show that a failed event is not to blame. */
  private static final Pattern NOT_THE_EVENTS_FAULT =
      Pattern.compile(
          "internal (server )?error|time ?out|timed out|try again|unavailable|rate limit",
          Pattern.CASE_INSENSITIVE);

  private PinterestAnswers() {}

  static Verdict classify(Answer.Response response, int events) {
    JsonNode body = AnswerJson.of(response);
    int status = response.status();
    boolean ofTheApi = (status >= 200 && status < 300) || status == 400 || status == 422;
    JsonNode each = (body.has("events") ? body : body.path("details")).path("events");
    if (ofTheApi && each.isArray() && each.size() == events) {
      return ofEach(each);
    }
    if (status >= 200 && status < 300) {
      return ofCounts(response, body, events);
    }
    return TABLE.verdict(response, detail(status, body, response));
  }

  private static Verdict ofEach(JsonNode each) {
    List<Verdict.OfOne> verdicts = new ArrayList<>(each.size());
    int warnings = 0;
    for (JsonNode event : each) {
      verdicts.add(ofOne(event));
      warnings += event.path("warning_message").asText("").isBlank() ? 0 : 1;
    }
    if (warnings > 0) {
      LOG.warn("Pinterest warns about {} of the {} events that it accepted", warnings, each.size());
    }
    boolean all = verdicts.stream().allMatch(Verdict.Delivered.class::isInstance);
    return all ? new Verdict.Delivered() : new Verdict.PerEvent(verdicts);
  }

  private static Verdict.OfOne ofOne(JsonNode event) {
    String status = event.path("status").asText("");
    String said = event.path("error_message").asText("");
    if (status.equals("processed")) {
      return new Verdict.Delivered();
    }
    String detail = AnswerJson.detail("status " + Redaction.redact(status), said);
    return !status.equals("failed") || NOT_THE_EVENTS_FAULT.matcher(said).find()
        ? new Verdict.Retry(Cause.of(Reason.NOT_PROCESSED), detail, null)
        : new Verdict.RejectedAll(Cause.of(Reason.INVALID_REQUEST), detail);
  }

  /** Without a list, the answer only says whether every event was processed. */
  private static Verdict ofCounts(Answer.Response response, JsonNode body, int events) {
    JsonNode processed = body.path("num_events_processed");
    String detail = detail(response.status(), body, response);
    if (!processed.isIntegralNumber()) {
      return new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null);
    }
    return processed.asInt() >= events
        ? new Verdict.Delivered()
        : new Verdict.RejectedAsWhole(Cause.of(Reason.NOT_PROCESSED), detail);
  }

  private static String detail(int status, JsonNode body, Answer.Response response) {
    JsonNode code = body.path("code");
    return code.isIntegralNumber()
        ? AnswerJson.detail(
            "status " + status + ", code " + code.asInt(), body.path("message").asText(null))
        : AnswerJson.detail("status " + status, response.body());
  }
}
