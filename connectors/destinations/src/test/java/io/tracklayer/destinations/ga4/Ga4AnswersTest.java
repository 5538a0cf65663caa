package io.tracklayer.destinations.ga4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Cause;
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
import org.junit.jupiter.params.provider.ValueSource;

class Ga4AnswersTest {

  private static Verdict classify(int status, String body) {
    return Ga4Answers.classify(new Answer.Response(status, Map.of(), body), 3, false);
  }

  private static String messages(String... paths) {
    StringBuilder list = new StringBuilder();
    for (String path : paths) {
      list.append(list.length() == 0 ? "" : ",")
          .append("{\"fieldPath\":\"")
          .append(path)
          .append("\",\"description\":\"bad john@example.com\",\"validationCode\":")
          .append("\"NAME_RESERVED\"}");
    }
    return "{\"validationMessages\":[" + list + "]}";
  }

  @ParameterizedTest
  @CsvSource({
    "200, Delivered, ",
    "204, Delivered, ",
    "302, Retry, unexpected_answer",
    "400, RejectedAsWhole, invalid_request",
    "401, CredentialsWrong, token_invalid",
    "403, CredentialsWrong, permission_missing",
    "404, CredentialsWrong, not_accessible",
    "408, Retry, temporary_error",
    "413, RejectedAsWhole, request_too_large",
    "429, Retry, rate_limited",
    "500, Retry, server_error",
    "503, Retry, server_error"
  })
  void statusesMeanWhatTheTableSays(int status, String verdict, String reason) {
    Verdict actual = classify(status, "");

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
  }

  @Test
  void aPageIsNoAnswerOfGoogles() {
    assertThat(classify(200, "<html>log in</html>").cause().reason())
        .isEqualTo(Reason.UNEXPECTED_ANSWER);
  }

  @Test
  void aThrottleWaitsAsLongAsItSays() {
    Answer.Response response = new Answer.Response(429, Map.of("retry-after", "9"), "");

    assertThat(Ga4Answers.classify(response, 1, false))
        .isEqualTo(new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), null, Duration.ofSeconds(9)));
  }

  @Test
  void noMessagesOfTheValidationMeanThatAllIsWell() {
    assertThat(classify(200, "{\"validationMessages\":[]}")).isEqualTo(new Verdict.Delivered());
  }

  @Test
  void messagesOfTheValidationRejectTheEventsTheyName() {
    assertThat(classify(200, messages("events[0].name", "events[2].params.value")))
        .isInstanceOfSatisfying(
            Verdict.RejectedSome.class,
            some -> {
              assertThat(some.indices()).isEqualTo(Set.of(0, 2));
              assertThat(some.cause()).isEqualTo(Cause.of(Reason.INVALID_REQUEST, "NAME_RESERVED"));
              assertThat(some.said())
                  .contains("NAME_RESERVED at events[0].name", "[email]")
                  .doesNotContain("john");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_id", "events", "", "events[3].name", "events.name"})
  void messagesThatNameNoEventLeaveItToHalving(String path) {
    assertThat(classify(200, messages("events[0].name", path)))
        .isInstanceOf(Verdict.RejectedAsWhole.class);
  }

  @ParameterizedTest
  @CsvSource({
    "response_timeout, false, RejectedAll",
    "total_timeout, false, RejectedAll",
    "connection_reset, false, RejectedAll",
    "connection_closed, false, RejectedAll",
    "client_failure, false, RejectedAll",
    "response_timeout, true, Retry",
    "connect_timeout, false, Retry",
    "connection_refused, false, Retry",
    "unknown_host, false, Retry",
    "private_address, false, CredentialsWrong"
  })
  void whatMayHaveArrivedGoesAgainOnlyWhereThatDoesNoHarm(
      String reason, boolean harmless, String verdict) {
    Verdict actual = Ga4Answers.classify(new Answer.NoResponse(Reason.of(reason)), 1, harmless);

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(actual.cause())
        .isEqualTo(
            verdict.equals("RejectedAll")
                ? Cause.of(Reason.MAYBE_DELIVERED, reason)
                : Cause.of(Reason.of(reason)));
  }
}
