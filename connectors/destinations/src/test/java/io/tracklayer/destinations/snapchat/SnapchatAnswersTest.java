package io.tracklayer.destinations.snapchat;

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
import org.junit.jupiter.params.provider.ValueSource;

class SnapchatAnswersTest {

  private static Answer.Response response(int status, String body) {
    return new Answer.Response(status, Map.of(), body);
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"status\":\"VALID\"}', Delivered, ",
    "200, '{\"status\":\"SUCCESS\"}', Delivered, ",
    "202, '{\"events\":1}', Delivered, ",
    "200, '{\"status\":\"INVALID\",\"reason\":\"x\"}', RejectedAsWhole, invalid_request",
    "200, '{\"status\":\"failed\"}', RejectedAsWhole, invalid_request",
    "200, {}, Retry, unexpected_answer",
    "200, '', Retry, unexpected_answer",
    "200, <html>login</html>, Retry, unexpected_answer",
    "400, '{\"reason\":\"x\"}', RejectedAsWhole, invalid_request",
    "422, '', RejectedAsWhole, invalid_request",
    "413, '', RejectedAsWhole, request_too_large",
    "401, '', CredentialsWrong, token_invalid",
    "403, '', CredentialsWrong, permission_missing",
    "404, '', CredentialsWrong, not_accessible",
    "408, '', Retry, temporary_error",
    "429, '', Retry, rate_limited",
    "500, '{\"status\":\"INVALID\"}', Retry, server_error",
    "503, <html>oops</html>, Retry, server_error",
    "302, '', Retry, unexpected_answer",
    "418, '', Retry, unexpected_answer"
  })
  void answersMeanWhatTheTableSays(int status, String body, String verdict, String reason) {
    Verdict actual = SnapchatAnswers.classify(response(status, body));

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
  }

  @Test
  void theReasonsOfTheErrorRecordsAreKept() {
    String body =
        "{\"status\":\"INVALID\",\"reason\":\"bad batch\","
            + "\"error_records\":[{\"reason\":\"event_time too old\"},\"no currency\"]}";

    assertThat(SnapchatAnswers.classify(response(400, body)).said())
        .contains("status 400", "bad batch", "event_time too old", "no currency");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void retryAfterIsObeyed(int status) {
    Answer.Response response = new Answer.Response(status, Map.of("retry-after", "9"), "");

    assertThat(SnapchatAnswers.classify(response))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(9)));
  }

  @Test
  void detailsAreFreeOfWhatWasSent() {
    String body = "{\"reason\":\"john@example.com is no hash, nor is +16505551212\"}";

    assertThat(SnapchatAnswers.classify(response(400, body)).said())
        .contains("[email]")
        .doesNotContain("john", "1650");
  }
}
