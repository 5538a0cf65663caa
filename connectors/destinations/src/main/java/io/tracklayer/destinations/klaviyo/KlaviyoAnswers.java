package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.Redaction;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Klaviyo's answers mean. Statuses are looked up in {@link #TABLE}, first match first; another
 * 4xx refuses the events, all else is tried again.
 */
// https://developers.klaviyo.com/en/docs/rate_limits_and_error_handling
final class KlaviyoAnswers {

  /** What to do about a status. */
  enum Meaning {
    TAKEN,
    /** At least one event is wrong; pointers may tell which, and by which field. */
    BAD_EVENT,
    /** The identifiers are those of several profiles. */
    CONFLICT,
    CREDENTIALS,
    THROTTLED,
    TEMPORARY,
    REFUSED_AS_WHOLE
  }

  /** One line of the table. */
  record Row(int status, Meaning meaning, Reason reason) {

    Cause cause() {
      return Cause.of(reason);
    }
  }

  static final List<Row> TABLE =
      List.of(
          new Row(200, Meaning.TAKEN, null),
          new Row(201, Meaning.TAKEN, null),
          new Row(202, Meaning.TAKEN, null),
          new Row(400, Meaning.BAD_EVENT, Reason.INVALID_REQUEST),
          new Row(401, Meaning.CREDENTIALS, Reason.TOKEN_INVALID),
          new Row(403, Meaning.CREDENTIALS, Reason.PERMISSION_MISSING),
          new Row(404, Meaning.CREDENTIALS, Reason.NOT_ACCESSIBLE),
          new Row(408, Meaning.TEMPORARY, Reason.TEMPORARY_ERROR),
          new Row(409, Meaning.CONFLICT, Reason.DUPLICATE_PROFILE),
          new Row(410, Meaning.CREDENTIALS, Reason.REVISION_RETIRED),
          new Row(413, Meaning.REFUSED_AS_WHOLE, Reason.REQUEST_TOO_LARGE),
          new Row(429, Meaning.THROTTLED, Reason.RATE_LIMITED));

  private static final String ENTRIES = "/data/attributes/events-bulk-create/data/";
  private static final Pattern ENTRY = Pattern.compile(ENTRIES + "(\\d{1,4})(/.*)?");

  private KlaviyoAnswers() {}

  static Verdict classify(Answer.Response response, int events) {
    String detail = detail(response);
    for (Row row : TABLE) {
      if (row.status() == response.status()) {
        return verdict(row, response, events, detail);
      }
    }
    return switch (response.status() / 100) {
      case 4 -> new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), detail);
      case 5 -> new Verdict.Retry(Cause.of(Reason.SERVER_ERROR), detail, RetryAfter.of(response));
      default -> new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null);
    };
  }

  private static Verdict verdict(Row row, Answer.Response response, int events, String detail) {
    return switch (row.meaning()) {
      case TAKEN ->
          AnswerJson.isPage(response)
              ? new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null)
              : new Verdict.Delivered();
      case BAD_EVENT -> badEvent(row, errors(response), events, detail);
      case CONFLICT -> alone(events, row, detail);
      case CREDENTIALS -> new Verdict.CredentialsWrong(row.cause(), detail);
      case THROTTLED -> new Verdict.Retry(row.cause(), detail, pause(response));
      case TEMPORARY -> new Verdict.Retry(row.cause(), detail, RetryAfter.of(response));
      case REFUSED_AS_WHOLE -> new Verdict.RejectedAsWhole(row.cause(), detail);
    };
  }

  private static Verdict badEvent(Row row, JsonNode errors, int events, String detail) {
    TreeSet<Integer> entries = new TreeSet<>();
    boolean allPoint = !errors.isEmpty();
    for (JsonNode error : errors) {
      String pointer = error.path("source").path("pointer").asText("");
      if (pointer.contains(KlaviyoProfileWriter.PHONE_NUMBER)) {
        return alone(
            events, new Row(row.status(), row.meaning(), Reason.INVALID_PHONE_NUMBER), detail);
      }
      Matcher entry = ENTRY.matcher(pointer);
      int index = entry.matches() ? Integer.parseInt(entry.group(1)) : events;
      allPoint &= index < events;
      entries.add(index);
    }
    return allPoint && events > 1
        ? new Verdict.RejectedSome(entries, row.cause(), detail)
        : new Verdict.RejectedAsWhole(row.cause(), detail);
  }

  /** The phone number is left out only where it is the trouble, so the others keep theirs. */
  private static Verdict alone(int events, Row row, String detail) {
    return events > 1
        ? new Verdict.RejectedAsWhole(row.cause(), detail)
        : new Verdict.RetryWithout(KlaviyoProfileWriter.PHONE_NUMBER, row.cause(), detail);
  }

  /** What {@code Retry-After} says, else {@code RateLimit-Reset} (seconds), else null. */
  private static Duration pause(Answer.Response response) {
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

  /** Code and pointer name fields; the texts may repeat what was sent. */
  private static String detail(Answer.Response response) {
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
