package io.tracklayer.destinations.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.answers.Redaction;
import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Graph API's answers mean. Errors are looked up in {@link #TABLE}, first match first;
 * what is not in it is refused for good if the status says 4xx, and tried again otherwise.
 */
final class MetaAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(MetaAnswers.class);

  /** What to do about an error. */
  enum Meaning {
    TEMPORARY,
    THROTTLED,
    CREDENTIALS,
    /** Once more without fbc. */
    MALFORMED_FBC,
    /** At least one event of the request is wrong; the answer does not tell which. */
    BAD_EVENT
  }

  private static final int ANY = -1;

  /**
   * One line of the table: codes from {@code first} to {@code last}, with one subcode or any.
   *
   * @param reason for records and metrics
   */
  record Row(int first, int last, int subcode, Meaning meaning, String reason) {

    private static Row of(int code, Meaning meaning, String reason) {
      return new Row(code, code, ANY, meaning, reason);
    }

    private static Row of(int code, int subcode, Meaning meaning, String reason) {
      return new Row(code, code, subcode, meaning, reason);
    }

    boolean matches(int code, int actualSubcode) {
      return code >= first && code <= last && (subcode == ANY || subcode == actualSubcode);
    }
  }

  static final List<Row> TABLE =
      List.of(
          Row.of(1, Meaning.TEMPORARY, "temporary_error"),
          Row.of(2, Meaning.TEMPORARY, "temporary_error"),
          Row.of(341, Meaning.TEMPORARY, "temporary_error"),
          Row.of(368, Meaning.TEMPORARY, "temporarily_blocked"),
          Row.of(5000, Meaning.TEMPORARY, "temporary_error"),
          Row.of(21009, Meaning.TEMPORARY, "temporary_error"),
          Row.of(4, Meaning.THROTTLED, "rate_limited"),
          Row.of(17, Meaning.THROTTLED, "rate_limited"),
          Row.of(32, Meaning.THROTTLED, "rate_limited"),
          Row.of(613, Meaning.THROTTLED, "rate_limited"),
          new Row(80000, 80014, ANY, Meaning.THROTTLED, "rate_limited"),
          Row.of(190, Meaning.CREDENTIALS, "token_invalid"),
          Row.of(102, Meaning.CREDENTIALS, "token_invalid"),
          Row.of(3, Meaning.CREDENTIALS, "permission_missing"),
          Row.of(10, Meaning.CREDENTIALS, "permission_missing"),
          new Row(200, 299, ANY, Meaning.CREDENTIALS, "permission_missing"),
          Row.of(100, 33, Meaning.CREDENTIALS, "dataset_not_accessible"),
          Row.of(100, 2804001, Meaning.MALFORMED_FBC, "malformed_fbc"),
          Row.of(100, 2804003, Meaning.BAD_EVENT, "event_too_old"),
          Row.of(100, 2804050, Meaning.BAD_EVENT, "insufficient_customer_information"),
          Row.of(100, Meaning.BAD_EVENT, "invalid_parameter"),
          Row.of(105, Meaning.BAD_EVENT, "invalid_parameter"),
          Row.of(2650, Meaning.BAD_EVENT, "business_rule"),
          Row.of(2655, Meaning.BAD_EVENT, "business_rule"),
          Row.of(1487301, Meaning.BAD_EVENT, "business_rule"),
          Row.of(1487366, Meaning.BAD_EVENT, "business_rule"));

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
          "Meta received {} of {} events, in an answer that reports no error", received, events);
    }
    return new Verdict.Delivered();
  }

  private static Verdict ofError(Answer.Response response, JsonNode error) {
    int code = error.path("code").asInt();
    int subcode = error.path("error_subcode").asInt();
    String detail = detail(error, code, subcode);
    if (error.path("is_transient").asBoolean()) {
      boolean throttled = isThrottle(code, subcode);
      return new Verdict.Retry(
          throttled ? "rate_limited" : "temporary_error",
          detail,
          throttled ? MetaThrottle.pause(response) : null);
    }
    for (Row row : TABLE) {
      if (row.matches(code, subcode)) {
        return verdict(row, response, detail);
      }
    }
    return switch (response.status() / 100) {
      case 4 ->
          response.status() == 429
              ? new Verdict.Retry("rate_limited", detail, MetaThrottle.pause(response))
              : new Verdict.RejectedAsWhole("code_" + code, detail);
      default -> new Verdict.Retry("http_" + response.status(), detail, null);
    };
  }

  private static boolean isThrottle(int code, int subcode) {
    return TABLE.stream()
        .anyMatch(row -> row.meaning() == Meaning.THROTTLED && row.matches(code, subcode));
  }

  private static Verdict verdict(Row row, Answer.Response response, String detail) {
    boolean serverError = response.status() >= 500;
    return switch (row.meaning()) {
      case TEMPORARY -> new Verdict.Retry(row.reason(), detail, null);
      case THROTTLED -> new Verdict.Retry(row.reason(), detail, MetaThrottle.pause(response));
      case CREDENTIALS -> new Verdict.CredentialsWrong(row.reason(), detail);
      case MALFORMED_FBC ->
          serverError
              ? new Verdict.Retry("http_" + response.status(), detail, null)
              : new Verdict.RetryWithout(MetaUserDataWriter.FBC, row.reason(), detail);
      case BAD_EVENT ->
          serverError
              ? new Verdict.Retry("http_" + response.status(), detail, null)
              : new Verdict.RejectedAsWhole(row.reason(), detail);
    };
  }

  /** No error object of the Graph API: a proxy, a load balancer, something else on that address. */
  private static Verdict ofUnreadable(Answer.Response response) {
    String reason = "http_" + response.status();
    String detail = Redaction.redact(response.body());
    return switch (response.status()) {
      case 401 -> new Verdict.CredentialsWrong(reason, detail);
      case 413 -> new Verdict.RejectedAsWhole(reason, detail);
      case 429 -> new Verdict.Retry(reason, detail, MetaThrottle.pause(response));
      default ->
          new Verdict.Retry(response.status() >= 500 ? reason : "unexpected_answer", detail, null);
    };
  }

  /** Code and trace id are Meta's own numbers and stay; the texts may repeat what was sent. */
  private static String detail(JsonNode error, int code, int subcode) {
    StringJoiner said = new StringJoiner("; ");
    addText(said, error.path("message"));
    addText(said, error.path("error_user_title"));
    addText(said, error.path("error_user_msg"));
    String trace = error.path("fbtrace_id").asText("");
    String head =
        "code "
            + code
            + (subcode == 0 ? "" : "/" + subcode)
            + (AnswerJson.isTrace(trace) ? ", trace " + trace : "");
    return AnswerJson.detail(head, said.toString());
  }

  private static void addText(StringJoiner said, JsonNode text) {
    if (text.isTextual() && !text.textValue().isBlank()) {
      said.add(text.textValue());
    }
  }
}
