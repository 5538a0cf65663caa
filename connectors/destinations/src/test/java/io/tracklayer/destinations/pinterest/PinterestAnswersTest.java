package io.tracklayer.destinations.pinterest;

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

class PinterestAnswersTest {

  private static final String PROCESSED =
      "{\"status\":\"processed\",\"error_message\":\"\",\"warning_message\":\"\"}";

  private static Answer.Response response(int status, String body) {
    return new Answer.Response(status, Map.of(), body);
  }

  private static String failed(String why) {
    return "{\"status\":\"failed\",\"error_message\":\"" + why + "\",\"warning_message\":\"\"}";
  }

  private static String each(String... events) {
    return "{\"num_events_received\":"
        + events.length
        + ",\"num_events_processed\":0,\"events\":["
        + String.join(",", events)
        + "]}";
  }

  @Test
  void allProcessedIsDelivered() {
    assertThat(PinterestAnswers.classify(response(200, each(PROCESSED, PROCESSED)), 2))
        .isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 422, 400})
  void eachEventIsJudgedInItsPlace(int status) {
    String body = each(PROCESSED, failed("'event_time' is too old"), failed("Try again later"));

    assertThat(PinterestAnswers.classify(response(status, body), 3))
        .isInstanceOfSatisfying(
            Verdict.PerEvent.class,
            per -> {
              assertThat(per.verdicts().get(0)).isEqualTo(new Verdict.Delivered());
              assertThat(per.verdicts().get(1))
                  .isInstanceOfSatisfying(
                      Verdict.RejectedAll.class,
                      no -> {
                        assertThat(no.cause().reason()).isEqualTo(Reason.INVALID_REQUEST);
                        assertThat(no.said()).contains("'event_time' is too old");
                      });
              assertThat(per.verdicts().get(2)).isInstanceOf(Verdict.Retry.class);
            });
  }

  @Test
  void theDetailsOfAnErrorTellOfEachEventAsWell() {
    String body =
        "{\"code\":19,\"message\":\"Not all events were successfully processed.\",\"details\":"
            + each(PROCESSED, failed("'em' is no hash"))
            + "}";

    assertThat(PinterestAnswers.classify(response(422, body), 2))
        .isInstanceOfSatisfying(
            Verdict.PerEvent.class,
            per -> {
              assertThat(per.verdicts().get(0)).isEqualTo(new Verdict.Delivered());
              assertThat(per.verdicts().get(1)).isInstanceOf(Verdict.RejectedAll.class);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Internal server error", "request timed out", "service unavailable"})
  void aFailureThatIsNotTheEventsFaultIsTriedAgain(String why) {
    assertThat(PinterestAnswers.classify(response(200, each(PROCESSED, failed(why))), 2))
        .isInstanceOfSatisfying(
            Verdict.PerEvent.class,
            per -> assertThat(per.verdicts().get(1)).isInstanceOf(Verdict.Retry.class));
  }

  @Test
  void anUnknownStatusOfAnEventBurnsNothing() {
    String body = each("{\"status\":\"queued\"}");

    assertThat(PinterestAnswers.classify(response(200, body), 1))
        .isInstanceOfSatisfying(
            Verdict.PerEvent.class,
            per ->
                assertThat(per.verdicts().get(0).cause().reason()).isEqualTo(Reason.NOT_PROCESSED));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"num_events_received\":2,\"num_events_processed\":2}', Delivered",
    "'{\"num_events_received\":2,\"num_events_processed\":1}', RejectedAsWhole",
    "'{\"num_events_processed\":2,\"events\":[{\"status\":\"failed\"}]}', Delivered",
    "{}, Retry",
    "<html>login</html>, Retry",
    "'', Retry"
  })
  void withoutAListOfTheRightLengthTheCountsDecide(String body, String verdict) {
    assertThat(PinterestAnswers.classify(response(200, body), 2).getClass().getSimpleName())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "400, RejectedAsWhole, invalid_request",
    "422, RejectedAsWhole, invalid_request",
    "413, RejectedAsWhole, request_too_large",
    "401, CredentialsWrong, token_invalid",
    "403, CredentialsWrong, permission_missing",
    "404, CredentialsWrong, not_accessible",
    "408, Retry, temporary_error",
    "429, Retry, rate_limited",
    "500, Retry, server_error",
    "503, Retry, server_error",
    "302, Retry, unexpected_answer",
    "418, Retry, unexpected_answer"
  })
  void otherAnswersMeanWhatTheTableSays(int status, String verdict, String reason) {
    Verdict actual =
        PinterestAnswers.classify(response(status, "{\"code\":7,\"message\":\"so it is\"}"), 2);

    assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(Fixtures.reason(actual)).isEqualTo(Reason.of(reason));
    assertThat(actual.said()).contains("code 7", "so it is");
  }

  @Test
  void aListInTheAnswerOfABrokenServerIsNotBelieved() {
    assertThat(PinterestAnswers.classify(response(500, each(failed("no"))), 1))
        .isInstanceOf(Verdict.Retry.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void retryAfterIsObeyed(int status) {
    Answer.Response response = new Answer.Response(status, Map.of("retry-after", "9"), "");

    assertThat(PinterestAnswers.classify(response, 1))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(9)));
  }

  @Test
  void detailsAreFreeOfWhatWasSent() {
    String body = each(failed("john@example.com is no hash, nor is +16505551212"));

    assertThat(PinterestAnswers.classify(response(200, body), 1))
        .isInstanceOfSatisfying(
            Verdict.PerEvent.class,
            per ->
                assertThat(per.verdicts().get(0).said())
                    .contains("[email]")
                    .doesNotContain("john", "1650"));
  }
}
