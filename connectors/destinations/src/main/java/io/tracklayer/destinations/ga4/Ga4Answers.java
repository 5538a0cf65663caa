package io.tracklayer.destinations.ga4;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.EventsAtFault;
import io.tracklayer.destinations.answers.StatusTable;
import io.tracklayer.destinations.answers.Verdicts;
import io.tracklayer.destinations.http.Answer;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Google Analytics' answers mean. 2xx says only that the request has arrived; what is wrong is
 * named by the validation endpoint alone.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
final class Ga4Answers {

  private static final StatusTable TABLE = StatusTable.USUAL_STRICT;

  /**
   * Failures before any byte of the request was sent. After any other failure the request may have
   * arrived.
   */
  private static final Set<Reason> NOT_SENT =
      Set.of(
          Reason.CONNECT_TIMEOUT,
          Reason.CONNECTION_REFUSED,
          Reason.NO_FREE_CONNECTION,
          Reason.NO_ROUTE,
          Reason.UNKNOWN_HOST,
          Reason.TLS_FAILURE);

  private static final Pattern EVENT = Pattern.compile("(?:/?events[/\\[.])(\\d{1,3})\\D?.*");

  private Ga4Answers() {}

  /**
   * @param harmless whether events that have arrived can be sent again without harm
   */
  static Verdict classify(Answer answer, int events, boolean harmless) {
    Verdict verdict = Verdicts.of(answer, response -> ofResponse(response, events));
    boolean mayHaveArrived =
        answer instanceof Answer.NoResponse noResponse && !NOT_SENT.contains(noResponse.reason());
    return mayHaveArrived && !harmless && verdict instanceof Verdict.Retry retry
        ? new Verdict.RejectedAll(
            Cause.of(Reason.MAYBE_DELIVERED, retry.cause().reason().text()), null)
        : verdict;
  }

  private static Verdict ofResponse(Answer.Response response, int events) {
    String detail = Redaction.redact(response.body());
    return response.status() >= 200 && response.status() < 300
        ? ofSuccess(response, events, detail)
        : TABLE.verdict(response, detail);
  }

  private static Verdict ofSuccess(Answer.Response response, int events, @Nullable String detail) {
    if (AnswerJson.isPage(response)) {
      return new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null);
    }
    JsonNode messages = AnswerJson.of(response).path("validationMessages");
    if (messages.isEmpty()) {
      return new Verdict.Delivered();
    }
    EventsAtFault wrong = new EventsAtFault(events);
    messages.forEach(message -> wrong.add(EVENT, message.path("fieldPath").asText("")));
    return wrong.rejected(
        Cause.of(Reason.INVALID_REQUEST, word(messages.get(0).path("validationCode").asText(""))),
        said(messages));
  }

  /** Google's own code, such as {@code NAME_RESERVED}; nothing for any other text. */
  private static @Nullable String word(String code) {
    return code.matches("[A-Z_]{3,40}") ? code : null;
  }

  private static @Nullable String said(JsonNode messages) {
    StringJoiner said = new StringJoiner("; ");
    for (JsonNode message : messages) {
      said.add(
          message.path("validationCode").asText("")
              + " at "
              + message.path("fieldPath").asText("")
              + ": "
              + message.path("description").asText(""));
    }
    return Redaction.redact(said.toString());
  }
}
