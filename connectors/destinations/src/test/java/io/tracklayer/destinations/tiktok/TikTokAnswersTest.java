package io.tracklayer.destinations.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TikTokAnswersTest {

  private static Answer.Response response(int status, String body) {
    return new Answer.Response(status, Map.of(), body);
  }

  private static String coded(int code, String message) {
    return "{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\",\"request_id\":\"202608201015301234567890ABCDEF01\",\"data\":{}}";
  }

  @Test
  void codeZeroIsDelivered() {
    assertThat(TikTokAnswers.classify(response(200, coded(0, "OK")), 3))
        .isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @CsvSource({
    // status, code, verdict, reason
    "200, 20001, RejectedAsWhole, partial_success",
    "200, 40001, CredentialsWrong, permission_missing",
    "200, 40002, RejectedAsWhole, invalid_request",
    "400, 40002, RejectedAsWhole, invalid_request",
    "200, 40100, Retry, rate_limited",
    "200, 40102, CredentialsWrong, token_invalid",
    "200, 40104, CredentialsWrong, token_invalid",
    "200, 40105, CredentialsWrong, token_invalid",
    "401, 40105, CredentialsWrong, token_invalid",
    "200, 40900, RejectedAsWhole, invalid_request",
    "200, 50000, Retry, server_error",
    "200, 50002, Retry, server_error",
    "200, 59999, Retry, server_error",
    "200, 60000, Retry, unexpected_answer",
    "200, 7, Retry, unexpected_answer"
  })
  void codesMeanWhatTheTableSays(int status, int code, String verdict, String reason) {
    Verdict actual = TikTokAnswers.classify(response(status, coded(code, "so it is")), 3);

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
    assertThat(actual.said())
        .contains("code " + code, "202608201015301234567890ABCDEF01", "so it is");
  }

  @ParameterizedTest
  @CsvSource({
    "429, '{\"code\":40100}', Retry, rate_limited",
    "500, '{\"code\":40002}', Retry, server_error",
    "502, <html>bad gateway</html>, Retry, server_error",
    "200, <html>login</html>, Retry, unexpected_answer",
    "200, '', Retry, unexpected_answer",
    "200, '{\"code\":\"0\"}', Retry, unexpected_answer",
    "301, '', Retry, unexpected_answer",
    "404, '{\"code\":0}', Retry, unexpected_answer",
    "413, too large, RejectedAsWhole, request_too_large",
    "401, '', CredentialsWrong, token_invalid",
    "403, '', CredentialsWrong, permission_missing"
  })
  void answersThatAreNotOfTheEventsApiBurnNothing(
      int status, String body, String verdict, String reason) {
    Verdict actual = TikTokAnswers.classify(response(status, body), 1);

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
  }

  @Test
  void anEventThatTheMessageNamesIsRejectedAlone() {
    String message = "Batch.2.properties.contents.0.content_id: Not a valid string.";

    assertThat(TikTokAnswers.classify(response(200, coded(40002, message)), 3))
        .isInstanceOfSatisfying(
            Verdict.RejectedSome.class,
            some -> {
              assertThat(some.indices()).isEqualTo(Set.of(2));
              assertThat(some.cause().reason()).isEqualTo(Reason.INVALID_REQUEST);
            });
  }

  @Test
  void severalNamedEventsAreRejectedTogether() {
    String message = "Batch.0.event: empty; Batch.2.event_time: too old; Batch.0.event_id: x";

    assertThat(TikTokAnswers.classify(response(200, coded(40002, message)), 3))
        .isInstanceOfSatisfying(
            Verdict.RejectedSome.class, some -> assertThat(some.indices()).isEqualTo(Set.of(0, 2)));
  }

  @Test
  void anIndexThatTheRequestDidNotHaveIsNotBelieved() {
    assertThat(TikTokAnswers.classify(response(200, coded(40002, "Batch.3.event: no")), 3))
        .isInstanceOf(Verdict.RejectedAsWhole.class);
  }

  @ParameterizedTest
  @CsvSource({
    "event_source_id: pixel does not exist",
    "Invalid pixel_code",
    "test_event_code: not found"
  })
  void aComplaintAboutOurSettingsBurnsNoEvent(String message) {
    assertThat(TikTokAnswers.classify(response(200, coded(40002, message)), 3))
        .isInstanceOfSatisfying(
            Verdict.CredentialsWrong.class,
            wrong -> assertThat(wrong.cause().reason()).isEqualTo(Reason.SETTINGS_REFUSED));
  }

  @ParameterizedTest
  @CsvSource({"200, 40100", "200, 50000", "503, 50000"})
  void retryAfterIsObeyedWhereThereIsOne(int status, int code) {
    Answer.Response response =
        new Answer.Response(status, Map.of("retry-after", "7"), coded(code, "later"));

    assertThat(TikTokAnswers.classify(response, 1))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void detailsAreFreeOfWhatWasSent() {
    String message = "Batch.0.user.email: john@example.com is no hash, phone +16505551212";

    assertThat(TikTokAnswers.classify(response(200, coded(40002, message)), 1).said())
        .contains("[email]")
        .doesNotContain("john", "1650");
  }
}
