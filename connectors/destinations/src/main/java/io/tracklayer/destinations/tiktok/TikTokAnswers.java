package io.tracklayer.destinations.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.Redaction;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TikTok's answers mean. The status is 200 nearly always; {@code code} in the body counts, and
 * is looked up in {@link #TABLE}. An unknown code of the client errors is refused for good, any
 * other is tried again.
 */
final class TikTokAnswers {

  /** What to do about a code. */
  enum Meaning {
    TAKEN,
    TEMPORARY,
    THROTTLED,
    CREDENTIALS,
    /** At least one event of the request is wrong; the message may tell which. */
    BAD_EVENT,
    /**
     * Some events were taken. Nothing documents how the answer tells which, so all go again in ever
     * smaller requests; TikTok drops what it has by event id.
     */
    PARTIAL
  }

  /** One line of the table: codes from {@code first} to {@code last}. */
  record Row(int first, int last, Meaning meaning, String reason) {

    private static Row of(int code, Meaning meaning, String reason) {
      return new Row(code, code, meaning, reason);
    }

    boolean matches(int code) {
      return code >= first && code <= last;
    }
  }

  static final List<Row> TABLE =
      List.of(
          Row.of(0, Meaning.TAKEN, null),
          Row.of(20001, Meaning.PARTIAL, "partial_success"),
          Row.of(40001, Meaning.CREDENTIALS, "permission_missing"),
          Row.of(40002, Meaning.BAD_EVENT, "invalid_parameter"),
          Row.of(40100, Meaning.THROTTLED, "rate_limited"),
          Row.of(40102, Meaning.CREDENTIALS, "token_invalid"),
          Row.of(40104, Meaning.CREDENTIALS, "token_invalid"),
          Row.of(40105, Meaning.CREDENTIALS, "token_invalid"),
          new Row(50000, 59999, Meaning.TEMPORARY, "server_error"));

  private static final int FIRST_CLIENT_ERROR = 40000;
  private static final int LAST_CLIENT_ERROR = 49999;

  private static final Pattern INDEX = Pattern.compile("\\bBatch\\.(\\d{1,4})\\b");

  /** Fields that stand once in a request, and come from our settings, not from an event. */
  private static final Pattern SETTING =
      Pattern.compile("\\b(event_source(_id)?|pixel_code|test_event_code)\\b");

  private TikTokAnswers() {}

  static Verdict classify(Answer.Response response, int events) {
    JsonNode body = AnswerJson.of(response);
    JsonNode code = body.path("code");
    if (isNoAnswerOfTheApi(response.status(), code)) {
      return ofStatus(response);
    }
    String message = body.path("message").asText("");
    String detail = detail(code.asInt(), body.path("request_id").asText(""), message);
    for (Row row : TABLE) {
      if (row.matches(code.asInt())) {
        return verdict(row, response, message, detail, events);
      }
    }
    String reason = "code_" + code.asInt();
    return code.asInt() >= FIRST_CLIENT_ERROR && code.asInt() <= LAST_CLIENT_ERROR
        ? new Verdict.RejectedAsWhole(reason, detail)
        : new Verdict.Retry(reason, detail, null);
  }

  private static boolean isNoAnswerOfTheApi(int status, JsonNode code) {
    return !code.isIntegralNumber()
        || status == 429
        || status >= 500
        || (status >= 300 && code.asInt() == 0);
  }

  private static Verdict verdict(
      Row row, Answer.Response response, String message, String detail, int events) {
    return switch (row.meaning()) {
      case TAKEN -> new Verdict.Delivered();
      case TEMPORARY, THROTTLED -> new Verdict.Retry(row.reason(), detail, RetryAfter.of(response));
      case CREDENTIALS -> new Verdict.CredentialsWrong(row.reason(), detail);
      case PARTIAL -> new Verdict.RejectedAsWhole(row.reason(), detail);
      case BAD_EVENT -> badEvent(row.reason(), message, detail, events);
    };
  }

  private static Verdict badEvent(String reason, String message, String detail, int events) {
    Set<Integer> indices = new TreeSet<>();
    Matcher matcher = INDEX.matcher(message);
    while (matcher.find()) {
      indices.add(Integer.valueOf(matcher.group(1)));
    }
    if (indices.isEmpty()) {
      return SETTING.matcher(message).find()
          ? new Verdict.CredentialsWrong("settings_refused", detail)
          : new Verdict.RejectedAsWhole(reason, detail);
    }
    return indices.stream().allMatch(index -> index < events)
        ? new Verdict.RejectedSome(indices, reason, detail)
        : new Verdict.RejectedAsWhole(reason, detail);
  }

  /** No answer of the Events API: a proxy, a load balancer, something else on that address. */
  private static Verdict ofStatus(Answer.Response response) {
    int status = response.status();
    String reason = "http_" + status;
    String detail = Redaction.redact(response.body());
    return switch (status) {
      case 401, 403 -> new Verdict.CredentialsWrong(reason, detail);
      case 413 -> new Verdict.RejectedAsWhole(reason, detail);
      default ->
          new Verdict.Retry(
              status == 429 || status >= 500 ? reason : "unexpected_answer",
              detail,
              RetryAfter.of(response));
    };
  }

  /** Code and request id are TikTok's own and stay; the text may repeat what was sent. */
  private static String detail(int code, String requestId, String message) {
    String head = "code " + code + (AnswerJson.isTrace(requestId) ? ", request " + requestId : "");
    return AnswerJson.detail(head, message);
  }
}
