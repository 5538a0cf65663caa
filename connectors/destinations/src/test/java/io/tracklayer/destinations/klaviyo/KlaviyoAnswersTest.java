package io.tracklayer.destinations.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlaviyoAnswersTest {

  private static final String JOB = "/data/attributes/events-bulk-create/data/";

  private static Answer.Response response(int status, String body) {
    return new Answer.Response(status, Map.of(), body);
  }

  private static String errors(String... pointers) {
    return Arrays.stream(pointers)
        .map(
            pointer ->
                "{\"id\":\"1\",\"status\":400,\"code\":\"invalid\",\"title\":\"Invalid input.\","
                    + "\"detail\":\"bad john@example.com\",\"source\":{\"pointer\":\""
                    + pointer
                    + "\"}}")
        .collect(Collectors.joining(",", "{\"errors\":[", "]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, RejectedAsWhole, invalid_request",
    "401, CredentialsWrong, token_invalid",
    "403, CredentialsWrong, permission_missing",
    "404, CredentialsWrong, not_accessible",
    "408, Retry, temporary_error",
    "409, RetryWithout, duplicate_profile",
    "410, CredentialsWrong, revision_retired",
    "413, RejectedAsWhole, request_too_large",
    "415, RejectedAsWhole, invalid_request",
    "429, Retry, rate_limited",
    "500, Retry, server_error",
    "503, Retry, server_error",
    "302, Retry, unexpected_answer",
    "204, Retry, unexpected_answer"
  })
  void statusesMeanWhatTheTableSays(int status, String verdict, String reason) {
    for (String body : new String[] {"", "{}", "{\"errors\":[]}", "<html>", errors("/data/x")}) {
      Verdict actual = KlaviyoAnswers.classify(response(status, body), 1);

      assertThat(actual.getClass().getSimpleName()).as(body).isEqualTo(verdict);
      assertThat(Fixtures.reason(actual)).as(body).isEqualTo(Reason.of(reason));
    }
  }

  @ParameterizedTest
  @CsvSource({"200", "201", "202"})
  void acceptedIsDeliveredUnlessAPageSaysSo(int status) {
    assertThat(KlaviyoAnswers.classify(response(status, ""), 3)).isEqualTo(new Verdict.Delivered());
    assertThat(KlaviyoAnswers.classify(response(status, "{\"data\":{}}"), 3))
        .isEqualTo(new Verdict.Delivered());
    assertThat(
            KlaviyoAnswers.classify(response(status, " <html>log in</html>"), 3).cause().reason())
        .isEqualTo(Reason.UNEXPECTED_ANSWER);
  }

  @Test
  void theEntriesThatPointersNameAreRejectedAndTheOthersGoAgain() {
    String body = errors(JOB + "0/attributes/events/data/0/attributes/value", JOB + "2");

    assertThat(KlaviyoAnswers.classify(response(400, body), 3))
        .isInstanceOfSatisfying(
            Verdict.RejectedSome.class, some -> assertThat(some.indices()).isEqualTo(Set.of(0, 2)));
  }

  @ParameterizedTest
  @CsvSource({"/data/attributes", "''", JOB + "3", JOB + "x", JOB + "99999999999"})
  void aPointerThatNamesNoEntryOfTheRequestLeavesItToHalving(String pointer) {
    assertThat(KlaviyoAnswers.classify(response(400, errors(JOB + "0", pointer)), 3))
        .isInstanceOf(Verdict.RejectedAsWhole.class);
  }

  @Test
  void aBadPhoneNumberIsLeftOutOfTheEventThatHasIt() {
    String alone = errors("/data/attributes/profile/data/attributes/phone_number");
    String inAJob = errors(JOB + "1/attributes/profile/data/attributes/phone_number");

    assertThat(KlaviyoAnswers.classify(response(400, alone), 1))
        .isInstanceOfSatisfying(
            Verdict.RetryWithout.class,
            without -> {
              assertThat(without.field()).isEqualTo("phone_number");
              assertThat(without.cause().reason()).isEqualTo(Reason.INVALID_PHONE_NUMBER);
            });
    assertThat(KlaviyoAnswers.classify(response(400, inAJob), 2))
        .isInstanceOf(Verdict.RejectedAsWhole.class);
    assertThat(KlaviyoAnswers.classify(response(400, inAJob), 1))
        .isInstanceOf(Verdict.RetryWithout.class);
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 17, 17",
    "ratelimit-reset, 40, 40",
    "ratelimit-reset, 999999, 3600",
    "ratelimit-reset, soon, ",
    "ratelimit-reset, 0, ",
    "x-other, 5, "
  })
  void throttlesWaitAsLongAsKlaviyoSays(String header, String value, Integer seconds) {
    Answer.Response response = new Answer.Response(429, Map.of(header, value), "");

    assertThat(KlaviyoAnswers.classify(response, 1))
        .isEqualTo(
            new Verdict.Retry(
                Cause.of(Reason.RATE_LIMITED),
                null,
                seconds == null ? null : Duration.ofSeconds(seconds)));
  }

  @Test
  void detailsAreFreeOfWhatWasSent() {
    assertThat(KlaviyoAnswers.classify(response(400, errors("/data/attributes/x")), 1).said())
        .contains("invalid at /data/attributes/x", "bad [email]")
        .doesNotContain("john");
  }
}
