package io.tracklayer.destinations.datamanager;

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

class DataManagerAnswersTest {

  private static Verdict classify(int status, String body) {
    return DataManagerAnswers.classify(new Answer.Response(status, Map.of(), body), 3);
  }

  /** As Google's documentation shows it. */
  private static String error(String... violations) {
    return "{\"error\":{\"code\":400,\"message\":\"There was a problem with the request.\","
        + "\"status\":\"INVALID_ARGUMENT\",\"details\":["
        + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"INVALID_ARGUMENT\"},"
        + "{\"@type\":\"type.googleapis.com/google.rpc.RequestInfo\",\"requestId\":\"t-1\"},"
        + "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":["
        + String.join(",", violations)
        + "]}]}}";
  }

  private static String violation(String field, String reason) {
    return "{\"field\":\"%s\",\"description\":\"bad john@example.com\",\"reason\":\"%s\"}"
        .formatted(field, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "302, Retry, unexpected_answer",
    "400, RejectedAsWhole, invalid_request",
    "401, CredentialsWrong, token_invalid",
    "403, CredentialsWrong, permission_missing",
    "404, CredentialsWrong, not_accessible",
    "408, Retry, temporary_error",
    "413, RejectedAsWhole, request_too_large",
    "429, Retry, rate_limited",
    "500, Retry, server_error",
    "503, Retry, server_error",
    "504, Retry, server_error"
  })
  void statusesMeanWhatTheTableSays(int status, String verdict, String reason) {
    for (String body : new String[] {"", "{}", "<html>", "{\"error\":{}}"}) {
      Verdict actual = classify(status, body);

      assertThat(actual.getClass().getSimpleName()).as(body).isEqualTo(verdict);
      assertThat(Fixtures.reason(actual)).as(body).isEqualTo(Reason.of(reason));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "<html>", "", "{\"error\":{}}", "{\"requestId\":\"\"}"})
  void onlyARequestIdSaysThatEventsAreAccepted(String body) {
    assertThat(classify(200, "{\"requestId\":\"r\"}")).isEqualTo(new Verdict.Delivered());
    assertThat(classify(200, "{\"requestId\":\"r\",\"fieldWarnings\":[{\"reason\":\"X_Y\"}]}"))
        .isEqualTo(new Verdict.Delivered());
    assertThat(classify(200, body))
        .isInstanceOf(Verdict.Retry.class)
        .extracting(Verdict::cause)
        .isEqualTo(Cause.of(Reason.UNEXPECTED_ANSWER));
  }

  @Test
  void theEventsThatAreNamedAreRejectedAndTheOthersGoAgain() {
    String body =
        error(
            violation("events.events[0].user_data.user_identifiers[1]", "INVALID_HEX_ENCODING"),
            violation("events.events[2].currency", "INVALID_CURRENCY_CODE"));

    assertThat(classify(400, body))
        .isInstanceOfSatisfying(
            Verdict.RejectedSome.class,
            some -> {
              assertThat(some.indices()).isEqualTo(Set.of(0, 2));
              assertThat(some.cause())
                  .isEqualTo(Cause.of(Reason.INVALID_REQUEST, "INVALID_HEX_ENCODING"));
              assertThat(some.said())
                  .isEqualTo(
                      "status 400: events.events[0].user_data.user_identifiers[1]: bad [email]");
            });
  }

  @Test
  void anEventIsAlsoNamedWithoutTheFieldTwice() {
    assertThat(classify(400, error(violation("events[1]", "NO_IDENTIFIERS_PROVIDED"))))
        .isInstanceOfSatisfying(
            Verdict.RejectedSome.class, some -> assertThat(some.indices()).containsExactly(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoding", "events", "events.events[3].currency", ""})
  void aFieldOfNoEventLeavesItToHalving(String field) {
    String body =
        error(
            violation("events.events[0].currency", "INVALID_CURRENCY_CODE"),
            violation(field, "INVALID_FORMAT"));

    assertThat(classify(400, body)).isInstanceOf(Verdict.RejectedAsWhole.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED",
        "DESTINATION_ACCOUNT_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS",
        "NOT_ALLOWLISTED",
        "OPERATING_ACCOUNT_LOGIN_ACCOUNT_MISMATCH",
        "INVALID_CONVERSION_ACTION_ID"
      })
  void whatIsWrongWithTheAccountPausesThoughGoogleSaysItOfAnEvent(String reason) {
    String body =
        error(
            violation("events.events[0].currency", "INVALID_CURRENCY_CODE"),
            violation("events.events[0].destination_references[0]", reason));

    assertThat(classify(400, body))
        .isInstanceOf(Verdict.CredentialsWrong.class)
        .extracting(Verdict::cause)
        .isEqualTo(Cause.of(Reason.SETTINGS_REFUSED, reason));
  }

  @Test
  void aWrongAccountNumberPauses() {
    String body = error(violation("destinations[0].login_account.account_id", "INVALID_FORMAT"));

    assertThat(classify(400, body)).isInstanceOf(Verdict.CredentialsWrong.class);
  }

  @Test
  void aMissingPermissionIsToldInGooglesWords() {
    String body =
        "{\"error\":{\"message\":\"Not used before.\",\"details\":[{\"reason\":\"SERVICE_DISABLED\"}]}}";

    assertThat(classify(403, body).said())
        .isEqualTo("status 403, SERVICE_DISABLED: Not used before.");
  }

  @Test
  void aThrottleWaitsAsLongAsItSays() {
    Answer.Response response = new Answer.Response(429, Map.of("retry-after", "30"), "");

    assertThat(DataManagerAnswers.classify(response, 1))
        .isEqualTo(
            new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), "status 429", Duration.ofSeconds(30)));
  }
}
