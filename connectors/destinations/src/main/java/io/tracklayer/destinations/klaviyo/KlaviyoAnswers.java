package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
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
  record Row(int status, Meaning meaning, String reason) {}

  static final List<Row> TABLE =
      List.of(
          new Row(200, Meaning.TAKEN, null),
          new Row(201, Meaning.TAKEN, null),
          new Row(202, Meaning.TAKEN, null),
          new Row(400, Meaning.BAD_EVENT, "invalid_parameter"),
          new Row(401, Meaning.CREDENTIALS, "key_invalid"),
          new Row(403, Meaning.CREDENTIALS, "permission_missing"),
          new Row(404, Meaning.CREDENTIALS, "endpoint_not_found"),
          new Row(408, Meaning.TEMPORARY, "http_408"),
          new Row(409, Meaning.CONFLICT, "duplicate_profile"),
          new Row(410, Meaning.CREDENTIALS, "revision_retired"),
          new Row(413, Meaning.REFUSED_AS_WHOLE, "too_large"),
          new Row(429, Meaning.THROTTLED, "rate_limited"));

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
    String reason = "http_" + response.status();
    return switch (response.status() / 100) {
      case 4 -> new Verdict.RejectedAsWhole(reason, detail);
      case 5 -> new Verdict.Retry(reason, detail, RetryAfter.of(response));
      default -> new Verdict.Retry("unexpected_answer", detail, null);
    };
  }

  private static Verdict verdict(Row row, Answer.Response response, int events, String detail) {
    return switch (row.meaning()) {
      case TAKEN ->
          AnswerJson.isPage(response)
              ? new Verdict.Retry("unexpected_answer", detail, null)
              : new Verdict.Delivered();
      case BAD_EVENT -> badEvent(row, errors(response), events, detail);
      case CONFLICT -> alone(events, row, detail);
      case CREDENTIALS -> new Verdict.CredentialsWrong(row.reason(), detail);
      case THROTTLED -> new Verdict.Retry(row.reason(), detail, pause(response));
      case TEMPORARY -> new Verdict.Retry(row.reason(), detail, RetryAfter.of(response));
      case REFUSED_AS_WHOLE -> new Verdict.RejectedAsWhole(row.reason(), detail);
    };
  }

  private static Verdict badEvent(Row row, JsonNode errors, int events, String detail) {
    TreeSet<Integer> entries = new TreeSet<>();
    boolean allPoint = !errors.isEmpty();
    for (JsonNode error : errors) {
      String pointer = error.path("source").path("pointer").asText("");
      if (pointer.contains(KlaviyoProfileWriter.PHONE_NUMBER)) {
        return alone(events, new Row(row.status(), row.meaning(), "invalid_phone_number"), detail);
      }
      Matcher entry = ENTRY.matcher(pointer);
      int index = entry.matches() ? Integer.parseInt(entry.group(1)) : events;
      allPoint &= index < events;
      entries.add(index);
    }
    return allPoint && events > 1
        ? new Verdict.RejectedSome(entries, row.reason(), detail)
        : new Verdict.RejectedAsWhole(row.reason(), detail);
  }

  /** The phone number is left out only where it is the trouble, so the others keep theirs. */
  private static Verdict alone(int events, Row row, String detail) {
    return events > 1
        ? new Verdict.RejectedAsWhole(row.reason(), detail)
        : new Verdict.RetryWithout(KlaviyoProfileWriter.PHONE_NUMBER, row.reason(), detail);
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
