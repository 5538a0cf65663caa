package io.tracklayer.destinations.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.CodeTable;
import io.tracklayer.destinations.answers.CodeTable.Row;
import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Graph API's answers mean. Errors are looked up in {@link #TABLE}, where the first match
 * counts. An error that is not in it is final if the status is 4xx, and tried again otherwise.
 */
final class MetaAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(MetaAnswers.class);

  /** What to do about an error. */
  enum CodeMeaning {
    TEMPORARY,
    THROTTLED,
    CREDENTIALS,
    /** Try again without fbc. */
    MALFORMED_FBC,
    /** At least one event of the request is wrong; the answer does not say which. */
    BAD_EVENT
  }

  private static final int INVALID_PARAMETER = 100;

  /** Subcodes of code 100, which has many meanings. */
  private static final CodeTable<CodeMeaning> SUBCODES =
      new CodeTable<>(
          List.of(
              Row.of(33, CodeMeaning.CREDENTIALS, Reason.NOT_ACCESSIBLE),
              Row.of(2804001, CodeMeaning.MALFORMED_FBC, Reason.MALFORMED_FBC),
              Row.of(2804003, CodeMeaning.BAD_EVENT, Reason.EVENT_TOO_OLD),
              Row.of(2804050, CodeMeaning.BAD_EVENT, Reason.MISSING_IDENTIFIER)));

  static final CodeTable<CodeMeaning> TABLE =
      new CodeTable<>(
          List.of(
              Row.of(1, CodeMeaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(2, CodeMeaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(341, CodeMeaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(368, CodeMeaning.TEMPORARY, Reason.TEMPORARILY_BLOCKED),
              Row.of(5000, CodeMeaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(21009, CodeMeaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(4, CodeMeaning.THROTTLED, Reason.RATE_LIMITED),
              Row.of(17, CodeMeaning.THROTTLED, Reason.RATE_LIMITED),
              Row.of(32, CodeMeaning.THROTTLED, Reason.RATE_LIMITED),
              Row.of(613, CodeMeaning.THROTTLED, Reason.RATE_LIMITED),
              new Row<>(80000, 80014, CodeMeaning.THROTTLED, Reason.RATE_LIMITED),
              Row.of(190, CodeMeaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(102, CodeMeaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(3, CodeMeaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              Row.of(10, CodeMeaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              new Row<>(200, 299, CodeMeaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              Row.of(100, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(105, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(2650, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(2655, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(1487301, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(1487366, CodeMeaning.BAD_EVENT, Reason.INVALID_REQUEST)));

  private MetaAnswers() {}

  static Verdict classify(Answer.Response response, int events) {
    JsonNode body = AnswerJson.of(response);
    JsonNode error = body.path("error");
    if (error.isObject()) {
      return ofError(response, error);
    }
    int status = response.status();
    if (status >= 200 && status < 300 && body.path("events_received").isIntegralNumber()) {
      return ofSuccess(body.path("events_received").intValue(), events);
    }
    return ofUnreadable(response);
  }

  private static Verdict ofSuccess(int received, int events) {
    if (received < events) {
      LOG.warn(
          "Meta received {} of {} events, although its answer reports no error", received, events);
    }
    return new Verdict.Delivered();
  }

  private static Verdict ofError(Answer.Response response, JsonNode error) {
    int code = error.path("code").asInt();
    int subcode = error.path("error_subcode").asInt();
    String detail = detail(error, code, subcode);
    if (error.path("is_transient").asBoolean()) {
      boolean throttled = isThrottle(code);
      return new Verdict.Retry(
          Cause.of(throttled ? Reason.RATE_LIMITED : Reason.TEMPORARY_ERROR, word(code, subcode)),
          detail,
          throttled ? MetaThrottle.pause(response) : null);
    }
    Optional<Row<CodeMeaning>> row = row(code, subcode);
    if (row.isPresent()) {
      Cause cause = Cause.of(row.get().reason(), word(code, subcode));
      return verdict(row.get().meaning(), cause, response, detail);
    }
    return switch (response.status() / 100) {
      case 4 ->
          response.status() == 429
              ? new Verdict.Retry(
                  Cause.of(Reason.RATE_LIMITED, word(code, subcode)),
                  detail,
                  MetaThrottle.pause(response))
              : new Verdict.RejectedAsWhole(
                  Cause.of(Reason.INVALID_REQUEST, word(code, subcode)), detail);
      default -> serverError(word(code, subcode), detail);
    };
  }

  private static Optional<Row<CodeMeaning>> row(int code, int subcode) {
    return code == INVALID_PARAMETER
        ? SUBCODES.find(subcode).or(() -> TABLE.find(code))
        : TABLE.find(code);
  }

  private static boolean isThrottle(int code) {
    return TABLE.find(code).filter(row -> row.meaning() == CodeMeaning.THROTTLED).isPresent();
  }

  private static Verdict verdict(
      CodeMeaning meaning, Cause cause, Answer.Response response, @Nullable String detail) {
    boolean ofServer = response.status() >= 500;
    return switch (meaning) {
      case TEMPORARY -> new Verdict.Retry(cause, detail, null);
      case THROTTLED -> new Verdict.Retry(cause, detail, MetaThrottle.pause(response));
      case CREDENTIALS -> new Verdict.CredentialsWrong(cause, detail);
      case MALFORMED_FBC ->
          ofServer
              ? serverError(cause.detail(), detail)
              : new Verdict.RetryWithout(MetaUserDataWriter.FBC, cause, detail);
      case BAD_EVENT ->
          ofServer
              ? serverError(cause.detail(), detail)
              : new Verdict.RejectedAsWhole(cause, detail);
    };
  }

  /**
   * Without the Graph API's error object, the answer came from a proxy, a load balancer or
   * something else at that address.
   */
  private static Verdict ofUnreadable(Answer.Response response) {
    String detail = Redaction.redact(response.body());
    return switch (response.status()) {
      case 401 -> new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), detail);
      case 413 -> new Verdict.RejectedAsWhole(Cause.of(Reason.REQUEST_TOO_LARGE), detail);
      case 429 ->
          new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), detail, MetaThrottle.pause(response));
      default ->
          response.status() >= 500
              ? serverError(null, detail)
              : new Verdict.Retry(Cause.of(Reason.UNEXPECTED_ANSWER), detail, null);
    };
  }

  private static Verdict serverError(@Nullable String word, @Nullable String detail) {
    return new Verdict.Retry(Cause.of(Reason.SERVER_ERROR, word), detail, null);
  }

  /** In the notation of Meta's error reference: {@code code 100/33}. */
  private static String word(int code, int subcode) {
    return "code " + code + (subcode == 0 ? "" : "/" + subcode);
  }

  /** Code and trace id are Meta's own numbers and stay; the texts may repeat what was sent. */
  private static String detail(JsonNode error, int code, int subcode) {
    StringJoiner said = new StringJoiner("; ");
    addText(said, error.path("message"));
    addText(said, error.path("error_user_title"));
    addText(said, error.path("error_user_msg"));
    String trace = error.path("fbtrace_id").asText("");
    String head = word(code, subcode) + (AnswerJson.isTrace(trace) ? ", trace " + trace : "");
    return AnswerJson.detail(head, said.toString());
  }

  private static void addText(StringJoiner said, JsonNode text) {
    if (text.isTextual() && !text.textValue().isBlank()) {
      said.add(text.textValue());
    }
  }
}
