package io.tracklayer.destinations.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.destinations.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.AnswerJson;
import io.tracklayer.destinations.http.RetryAfter;
import io.tracklayer.destinations.http.Unanswered;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Google Analytics' answers mean: 2xx says that the request has arrived, and nothing else. The
 * endpoint that checks names what is wrong.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
final class Ga4Answers {

  /** Failures before a byte of the request was sent; every other one may have come after it. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "connect_timeout",
          "connection_refused",
          "no_free_connection",
          "no_route",
          "unknown_host",
          "tls_failure");

  private static final Pattern EVENT = Pattern.compile("(?:/?events[/\\[.])(\\d{1,3})\\D?.*");

  private Ga4Answers() {}

  /**
   * @param harmless whether it does no harm when events that have arrived come again
   */
  static Verdict classify(Answer answer, int events, boolean harmless) {
    Verdict verdict = Unanswered.or(answer, response -> ofResponse(response, events));
    boolean mayHaveArrived =
        answer instanceof Answer.NoResponse noResponse
            && verdict instanceof Verdict.Retry
            && !NOT_SENT.contains(noResponse.reason());
    return mayHaveArrived && !harmless
        ? new Verdict.RejectedAll("maybe_delivered", verdict.reason())
        : verdict;
  }

  private static Verdict ofResponse(Answer.Response response, int events) {
    int status = response.status();
    String reason = "http_" + status;
    String detail = Redaction.redact(response.body());
    if (status >= 200 && status < 300) {
      return ofSuccess(response, events, detail);
    }
    return switch (status) {
      case 401, 403, 404 -> new Verdict.CredentialsWrong(reason, detail);
      case 408, 429 -> new Verdict.Retry(reason, detail, RetryAfter.of(response));
      case 413 -> new Verdict.RejectedAsWhole("too_large", detail);
      default ->
          switch (status / 100) {
            case 4 -> new Verdict.RejectedAsWhole(reason, detail);
            case 5 -> new Verdict.Retry(reason, detail, RetryAfter.of(response));
            default -> new Verdict.Retry("unexpected_answer", detail, null);
          };
    };
  }

  private static Verdict ofSuccess(Answer.Response response, int events, String detail) {
    if (AnswerJson.isPage(response)) {
      return new Verdict.Retry("unexpected_answer", detail, null);
    }
    JsonNode messages = AnswerJson.of(response).path("validationMessages");
    if (messages.isEmpty()) {
      return new Verdict.Delivered();
    }
    TreeSet<Integer> wrong = new TreeSet<>();
    boolean allPoint = true;
    for (JsonNode message : messages) {
      Matcher event = EVENT.matcher(message.path("fieldPath").asText(""));
      int index = event.matches() ? Integer.parseInt(event.group(1)) : events;
      allPoint &= index < events;
      wrong.add(index);
    }
    String said = said(messages);
    String reason = reason(messages.get(0).path("validationCode").asText(""));
    return allPoint
        ? new Verdict.RejectedSome(wrong, reason, said)
        : new Verdict.RejectedAsWhole(reason, said);
  }

  /** {@code NAME_RESERVED} becomes {@code name_reserved}. */
  private static String reason(String code) {
    return code.matches("[A-Z_]{3,40}") ? code.toLowerCase(Locale.ROOT) : "validation_failed";
  }

  private static String said(JsonNode messages) {
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
