package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.CodeTable;
import io.tracklayer.destinations.answers.CodeTable.Row;
import io.tracklayer.destinations.answers.EventsAtFault;
import io.tracklayer.destinations.answers.Redaction;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Klaviyo's answers mean. Error statuses are looked up in {@link #TABLE}, where the first
 * match counts. Any other 4xx refuses the events; any other status is tried again.
 */
// https://developers.klaviyo.com/en/docs/rate_limits_and_error_handling
final class KlaviyoAnswers {

  /** What to do about a status. */
  enum Meaning {
    /** At least one event is wrong; pointers may say which, and in which field. */
    BAD_EVENT,
    /** The identifiers belong to several profiles. */
    CONFLICT,
    CREDENTIALS,
    THROTTLED,
    TEMPORARY,
    REFUSED_AS_WHOLE
  }

  static final CodeTable<Meaning> TABLE =
      new CodeTable<>(
          List.of(
              Row.of(400, Meaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(401, Meaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(403, Meaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              Row.of(404, Meaning.CREDENTIALS, Reason.NOT_ACCESSIBLE),
              Row.of(408, Meaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(409, Meaning.CONFLICT, Reason.DUPLICATE_PROFILE),
              Row.of(410, Meaning.CREDENTIALS, Reason.REVISION_RETIRED),
              Row.of(413, Meaning.REFUSED_AS_WHOLE, Reason.REQUEST_TOO_LARGE),
              Row.of(429, Meaning.THROTTLED, Reason.RATE_LIMITED)));

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
    Optional<Row<Meaning>> row = TABLE.find(response.status());
    if (row.isPresent()) {
      Cause cause = Cause.of(row.get().reason());
      return verdict(row.get().meaning(), cause, response, events, detail);
    }
    return switch (response.status() / 100) {
      case 4 -> new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), detail);
      case 5 -> new Verdict.Retry(Cause.of(Reason.SERVER_ERROR), detail, RetryAfter.of(response));
      default -> new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null);
    };
  }

  private static Verdict verdict(
      Meaning meaning, Cause cause, Answer.Response response, int events, @Nullable String detail) {
    return switch (meaning) {
      case BAD_EVENT -> badEvent(cause, errors(response), events, detail);
      case CONFLICT -> alone(events, cause, detail);
      case CREDENTIALS -> new Verdict.CredentialsWrong(cause, detail);
      case THROTTLED -> new Verdict.Retry(cause, detail, pause(response));
      case TEMPORARY -> new Verdict.Retry(cause, detail, RetryAfter.of(response));
      case REFUSED_AS_WHOLE -> new Verdict.RejectedAsWhole(cause, detail);
    };
  }

  private static Verdict badEvent(
      Cause cause, JsonNode errors, int events, @Nullable String detail) {
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
