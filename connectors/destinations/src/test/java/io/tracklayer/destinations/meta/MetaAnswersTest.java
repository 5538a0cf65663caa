package io.tracklayer.destinations.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaAnswersTest {

  private static Answer.Response response(int status, String body) {
    return new Answer.Response(status, Map.of(), body);
  }

  private static String error(int code, int subcode) {
    return "{\"error\":{\"message\":\"Invalid parameter\",\"type\":\"OAuthException\",\"code\":"
        + code
        + ",\"error_subcode\":"
        + subcode
        + ",\"is_transient\":false,\"fbtrace_id\":\"AbCdEfGh1234\"}}";
  }

  @ParameterizedTest
  @CsvSource({
    // status, code, subcode, verdict, reason
    "400, 1, 0, Retry, temporary_error",
    "500, 2, 0, Retry, temporary_error",
    "400, 341, 0, Retry, temporary_error",
    "400, 368, 0, Retry, temporarily_blocked",
    "400, 5000, 0, Retry, temporary_error",
    "400, 21009, 0, Retry, temporary_error",
    "400, 4, 0, Retry, rate_limited",
    "400, 17, 2446079, Retry, rate_limited",
    "400, 32, 0, Retry, rate_limited",
    "400, 613, 0, Retry, rate_limited",
    "400, 80000, 0, Retry, rate_limited",
    "400, 80004, 0, Retry, rate_limited",
    "400, 80014, 0, Retry, rate_limited",
    "503, 4, 0, Retry, rate_limited",
    "401, 190, 463, CredentialsWrong, token_invalid",
    "400, 190, 460, CredentialsWrong, token_invalid",
    "400, 102, 0, CredentialsWrong, token_invalid",
    "403, 3, 0, CredentialsWrong, permission_missing",
    "403, 10, 0, CredentialsWrong, permission_missing",
    "403, 200, 0, CredentialsWrong, permission_missing",
    "403, 294, 0, CredentialsWrong, permission_missing",
    "400, 100, 33, CredentialsWrong, not_accessible",
    "400, 100, 2804001, RetryWithout, malformed_fbc",
    "400, 100, 2804003, RejectedAsWhole, event_too_old",
    "400, 100, 2804007, RejectedAsWhole, invalid_request",
    "400, 100, 2804016, RejectedAsWhole, invalid_request",
    "400, 100, 2804017, RejectedAsWhole, invalid_request",
    "400, 100, 2804019, RejectedAsWhole, invalid_request",
    "400, 100, 2804048, RejectedAsWhole, invalid_request",
    "400, 100, 2804050, RejectedAsWhole, missing_identifier",
    "400, 100, 0, RejectedAsWhole, invalid_request",
    "400, 105, 0, RejectedAsWhole, invalid_request",
    "400, 2650, 0, RejectedAsWhole, invalid_request",
    "400, 2655, 0, RejectedAsWhole, invalid_request",
    "400, 1487301, 0, RejectedAsWhole, invalid_request",
    "400, 1487366, 0, RejectedAsWhole, invalid_request",
    "400, 80015, 0, RejectedAsWhole, invalid_request",
    "400, 999, 0, RejectedAsWhole, invalid_request",
    "429, 999, 0, Retry, rate_limited",
    "500, 999, 0, Retry, server_error",
    "500, 100, 2804007, Retry, server_error",
    "200, 100, 2804003, RejectedAsWhole, event_too_old"
  })
  void errorsMeanWhatTheTableSays(
      int status, int code, int subcode, String verdict, String reason) {
    Verdict actual = MetaAnswers.classify(response(status, error(code, subcode)), 3);

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
    assertThat(actual.said()).contains("code " + code).contains("AbCdEfGh1234");
  }

  @ParameterizedTest
  @CsvSource({"100, 2804007", "190, 0", "999, 0"})
  void whateverMetaCallsTransientIsTriedAgain(int code, int subcode) {
    String body = error(code, subcode).replace("\"is_transient\":false", "\"is_transient\":true");

    assertThat(MetaAnswers.classify(response(400, body), 1))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.cause().reason()).isEqualTo(Reason.TEMPORARY_ERROR));
  }

  @Test
  void allReceivedIsDelivered() {
    String body = "{\"events_received\":3,\"messages\":[],\"fbtrace_id\":\"x\"}";

    assertThat(MetaAnswers.classify(response(200, body), 3)).isEqualTo(new Verdict.Delivered());
  }

  @Test
  void fewerReceivedIsStillDelivered() {
    assertThat(MetaAnswers.classify(response(200, "{\"events_received\":2}"), 3))
        .isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @CsvSource({
    "200, <html>login</html>, Retry, unexpected_answer",
    "200, '', Retry, unexpected_answer",
    "200, {}, Retry, unexpected_answer",
    "302, '', Retry, unexpected_answer",
    "404, <html>not here</html>, Retry, unexpected_answer",
    "400, 'null', Retry, unexpected_answer",
    "500, <html>oops</html>, Retry, server_error",
    "502, '', Retry, server_error",
    "503, upstream, Retry, server_error",
    "429, slow down, Retry, rate_limited",
    "413, <html>too large</html>, RejectedAsWhole, request_too_large",
    "401, '', CredentialsWrong, token_invalid"
  })
  void answersThatAreNotOfTheGraphApiBurnNothing(
      int status, String body, String verdict, String reason) {
    Verdict actual = MetaAnswers.classify(response(status, body), 1);

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
  }

  @Test
  void aMalformedFbcAsksForTheSameWithoutIt() {
    assertThat(MetaAnswers.classify(response(400, error(100, 2804001)), 1))
        .isInstanceOfSatisfying(
            Verdict.RetryWithout.class, verdict -> assertThat(verdict.field()).isEqualTo("fbc"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-none | {} | 60",
        "x-business-use-case-usage | {\"1\":[{\"type\":\"ads\",\"estimated_time_to_regain_access\":19}]} | 1140",
        "x-business-use-case-usage | {\"1\":[{\"estimated_time_to_regain_access\":0}]} | 60",
        "x-app-usage | {\"call_count\":101,\"estimated_time_to_regain_access\":2} | 120",
        "x-business-use-case-usage | {\"1\":[{\"estimated_time_to_regain_access\":99999999999}]} | 21600",
        "x-business-use-case-usage | broken | 60"
      })
  void throttlesWaitAsLongAsMetaEstimatesButAMinuteAtLeast(
      String header, String value, int seconds) {
    Answer.Response response = new Answer.Response(400, Map.of(header, value), error(80004, 0));

    assertThat(MetaAnswers.classify(response, 1))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(seconds)));
  }

  @Test
  void detailsAreFreeOfWhatWasSent() {
    String body =
        "{\"error\":{\"message\":\"(#100) bad email john@example.com\",\"code\":100,"
            + "\"error_user_msg\":\"phone 16505551212, token EAAGm0PX4ZCpsBAKZBZC0ZBqX\"}}";

    assertThat(MetaAnswers.classify(response(400, body), 1).said())
        .contains("code 100", "bad email [email]")
        .doesNotContain("john", "1650", "EAAG");
  }

  @Test
  void detailsAreCut() {
    String body = "{\"error\":{\"message\":\"" + "so bad ".repeat(500) + "\",\"code\":100}}";

    assertThat(MetaAnswers.classify(response(400, body), 1).said().length())
        .isLessThanOrEqualTo(512);
  }
}
