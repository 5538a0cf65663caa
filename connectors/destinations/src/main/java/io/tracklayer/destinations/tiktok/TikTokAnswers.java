package io.tracklayer.destinations.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.CodeTable;
import io.tracklayer.destinations.answers.CodeTable.Row;
import io.tracklayer.destinations.answers.EventsAtFault;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.answers.StatusTable;
import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TikTok's answers mean. The HTTP status is nearly always 200, so the body's {@code code}
 * counts: 0 means that everything was accepted; any other code is looked up in {@link #TABLE}. An
 * unknown client error is final; any other unknown code is tried again.
 */
final class TikTokAnswers {

  /** What to do about a code. */
  enum CodeMeaning {
    TEMPORARY,
    THROTTLED,
    CREDENTIALS,
    /** At least one event of the request is wrong; the message may say which. */
    BAD_EVENT,
    /**
     * Some events were accepted. How the answer would say which is not documented, so all are sent
     * again in ever smaller requests; TikTok drops those it already has, by event id.
     */
    PARTIAL
  }

  static final CodeTable<CodeMeaning> TABLE =
      new CodeTable<>(
          List.of(
              Row.of(20001, CodeMeaning.PARTIAL, Reason.PARTIAL_SUCCESS),
              Row.of(40001, CodeMeaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              Row.of(40002, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(40100, CodeMeaning.THROTTLED, Reason.RATE_LIMITED),
              Row.of(40102, CodeMeaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(40104, CodeMeaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(40105, CodeMeaning.CREDENTIALS, Reason.TOKEN_INVALID),
              new Row<>(50000, 59999, CodeMeaning.TEMPORARY, Reason.SERVER_ERROR)));

  /**
   * For an answer that is not the Events API's, but a proxy's, a load balancer's or something
   * else's at that address.
   */
  private static final StatusTable WITHOUT_CODE =
      new StatusTable(
          List.of(
              Row.of(401, StatusTable.Meaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(403, StatusTable.Meaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              Row.of(413, StatusTable.Meaning.BAD_EVENT, Reason.REQUEST_TOO_LARGE),
              Row.of(429, StatusTable.Meaning.TEMPORARY, Reason.RATE_LIMITED),
              new Row<>(500, 599, StatusTable.Meaning.TEMPORARY, Reason.SERVER_ERROR)));

  private static final int TAKEN = 0;
  private static final int FIRST_CLIENT_ERROR = 40000;
  private static final int LAST_CLIENT_ERROR = 49999;

  private static final Pattern INDEX = Pattern.compile("\\bBatch\\.(\\d{1,4})\\b");

  /** Fields that appear once per request and come from the settings, not from an event. */
  private static final Pattern SETTING =
      Pattern.compile("\\b(event_source(_id)?|pixel_code|test_event_code)\\b");

  private TikTokAnswers() {}

  static Verdict classify(Answer.Response response, int events) {
    JsonNode body = AnswerJson.of(response);
    JsonNode code = body.path("code");
    if (isNoAnswerOfTheApi(response.status(), code)) {
      return WITHOUT_CODE.verdict(response, Redaction.redact(response.body()));
    }
    if (code.asInt() == TAKEN) {
      return new Verdict.Delivered();
    }
    String message = body.path("message").asText("");
    String word = "code " + code.asInt();
    String detail = detail(word, body.path("request_id").asText(""), message);
    Optional<Row<CodeMeaning>> row = TABLE.find(code.asInt());
    if (row.isPresent()) {
      Cause cause = Cause.of(row.get().reason(), word);
      return verdict(row.get().meaning(), cause, response, message, detail, events);
    }
    return code.asInt() >= FIRST_CLIENT_ERROR && code.asInt() <= LAST_CLIENT_ERROR
        ? new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST, word), detail)
        : new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER, word), detail, null);
  }

  private static boolean isNoAnswerOfTheApi(int status, JsonNode code) {
    return !code.isIntegralNumber()
        || status == 429
        || status >= 500
        || (status >= 300 && code.asInt() == 0);
  }

  private static Verdict verdict(
      CodeMeaning meaning,
      Cause cause,
      Answer.Response response,
      String message,
      String detail,
      int events) {
    return switch (meaning) {
      case TEMPORARY, THROTTLED -> new Verdict.Retry(cause, detail, RetryAfter.of(response));
      case CREDENTIALS -> new Verdict.CredentialsWrong(cause, detail);
      case PARTIAL -> new Verdict.RejectedAsWhole(cause, detail);
      case BAD_EVENT -> badEvent(cause, message, detail, events);
    };
  }

  private static Verdict badEvent(Cause cause, String message, String detail, int events) {
    EventsAtFault wrong = new EventsAtFault(events);
    Matcher index = INDEX.matcher(message);
    boolean named = false;
    while (index.find()) {
      wrong.add(Integer.parseInt(index.group(1)));
      named = true;
    }
    return !named && SETTING.matcher(message).find()
        ? new Verdict.CredentialsWrong(Cause.of(Reason.SETTINGS_REFUSED, cause.detail()), detail)
        : wrong.rejected(cause, detail);
  }

  /** Code and request id are TikTok's own and stay; the text may repeat what was sent. */
  private static String detail(String code, String requestId, String message) {
    String head = code + (AnswerJson.isTrace(requestId) ? ", request " + requestId : "");
    return AnswerJson.detail(head, message);
  }
}
