package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.CodeTable.Row;
import io.tracklayer.destinations.answers.EventsAtFault;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.answers.StatusTable;
import io.tracklayer.destinations.answers.StatusTable.Meaning;
import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Klaviyo's answers mean. Any 4xx that is not listed refuses the events; any other status is
 * tried again.
 */
// https://developers.klaviyo.com/en/docs/rate_limits_and_error_handling
final class KlaviyoAnswers {

  private static final StatusTable TABLE =
      StatusTable.USUAL_STRICT.with(Row.of(410, Meaning.CREDENTIALS, Reason.REVISION_RETIRED));

  private static final String ENTRIES = "/data/attributes/events-bulk-create/data/";
  private static final Pattern ENTRY = Pattern.compile(ENTRIES + "(\\d{1,4})(/.*)?");

  private KlaviyoAnswers() {}

  static Verdict classify(Answer.Response response, int events) {
    String detail = detail(response);
    if (response.status() >= 200 && response.status() <= 202) {
      return AnswerJson.isPage(response)
          ? new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null)
          : new Verdict.Delivered();
    }
    return switch (response.status()) {
      case 400 -> badEvent(errors(response), events, detail);
      // The identifiers belong to several profiles.
      case 409 -> alone(events, Cause.of(Reason.DUPLICATE_PROFILE), detail);
      case 429 -> new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), detail, pause(response));
      default -> TABLE.verdict(response, detail);
    };
  }

  /** At least one event is wrong; pointers may say which, and in which field. */
  private static Verdict badEvent(JsonNode errors, int events, @Nullable String detail) {
    Cause cause = Cause.of(Reason.INVALID_REQUEST);
    EventsAtFault wrong = new EventsAtFault(events);
    for (JsonNode error : errors) {
      String pointer = error.path("source").path("pointer").asText("");
      if (pointer.contains(KlaviyoProfileWriter.PHONE_NUMBER)) {
        return alone(events, Cause.of(Reason.INVALID_PHONE_NUMBER), detail);
      }
      wrong.add(ENTRY, pointer);
    }
    return events > 1 ? wrong.rejected(cause, detail) : new Verdict.RejectedAsWhole(cause, detail);
  }

  /**
   * The phone number is left out only where it causes the error, so that the others keep theirs.
   */
  private static Verdict alone(int events, Cause cause, @Nullable String detail) {
    return events > 1
        ? new Verdict.RejectedAsWhole(cause, detail)
        : new Verdict.RetryWithout(KlaviyoProfileWriter.PHONE_NUMBER, cause, detail);
  }

  /** The wait given by {@code Retry-After}, or else by {@code RateLimit-Reset} (seconds). */
  private static @Nullable Duration pause(Answer.Response response) {
    Duration retryAfter = RetryAfter.of(response);
    if (retryAfter != null) {
      return retryAfter;
    }
    String reset = response.header("ratelimit-reset").map(String::strip).orElse("");
    if (!reset.matches("[1-9]\\d{0,5}")) {
      return null;
    }
    Duration pause = Duration.ofSeconds(Integer.parseInt(reset));
    return pause.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : pause;
  }

  /** JSON:API: a list of {id, status, code, title, detail, source.pointer}. */
  private static JsonNode errors(Answer.Response response) {
    return AnswerJson.of(response).path("errors");
  }

  /** Code and pointer name fields and stay; the texts may repeat what was sent. */
  private static @Nullable String detail(Answer.Response response) {
    StringJoiner said = new StringJoiner("; ");
    for (JsonNode error : errors(response)) {
      String pointer = error.path("source").path("pointer").asText("");
      said.add(
          error.path("code").asText("")
              + (pointer.isEmpty() ? "" : " at " + pointer)
              + ": "
              + error.path("detail").asText(error.path("title").asText("")));
    }
    String text = said.length() == 0 ? response.body() : said.toString();
    return Redaction.redact(text);
  }
}
