package io.tracklayer.destinations.datamanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataManagerAuthorizedSenderTest {

  private static final String TOKEN = "{\"access_token\":\"t0ken-%d\",\"expires_in\":3599}";

  private final FakeSender fake = new FakeSender();
  private Instant now = Instant.parse("2026-08-20T10:00:00Z");
  private final DataManagerAuthorizedSender sender =
      new DataManagerAuthorizedSender(fake, at -> call("/token"), () -> now);

  private static HttpCall call(String path) {
    return new HttpCall("POST", URI.create("https://g.example" + path), List.of(), new byte[1]);
  }

  private CompletableFuture<Answer> answerTo() {
    return sender.send(call("/ingest"));
  }

  private void send() {
    var unused = answerTo();
  }

  private String authorization(int call) {
    return fake.calls.get(call).headers().stream()
        .filter(header -> header.name().equals("authorization"))
        .map(HttpCall.Header::value)
        .findFirst()
        .orElse(null);
  }

  @Test
  void theFirstRequestWaitsForATokenAndGoesWithIt() {
    CompletableFuture<Answer> answer = answerTo();
    assertThat(fake.calls).hasSize(1);
    assertThat(fake.path(0)).isEqualTo("/token");

    fake.answer(0, 200, TOKEN.formatted(1));
    assertThat(fake.path(1)).isEqualTo("/ingest");
    assertThat(authorization(1)).isEqualTo("Bearer t0ken-1");
    assertThat(fake.calls.get(1).headers().toString()).doesNotContain("t0ken");

    fake.answer(1, 200, "{}");
    assertThat(((Answer.Response) answer.join()).status()).isEqualTo(200);
  }

  @Test
  void requestsThatComeMeanwhileShareTheToken() {
    send();
    send();
    assertThat(fake.calls).hasSize(1);

    fake.answer(0, 200, TOKEN.formatted(1));
    send();

    assertThat(fake.calls).hasSize(4);
    assertThat(List.of(authorization(1), authorization(2), authorization(3)))
        .containsOnly("Bearer t0ken-1");
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() {
    send();
    fake.answer(0, 200, TOKEN.formatted(1));
    now = now.plus(Duration.ofMinutes(54));
    send();
    assertThat(fake.path(2)).isEqualTo("/ingest");

    now = now.plus(Duration.ofMinutes(1));
    send();
    assertThat(fake.path(3)).isEqualTo("/token");
    fake.answer(3, 200, TOKEN.formatted(2));
    assertThat(authorization(4)).isEqualTo("Bearer t0ken-2");
  }

  @Test
  void aRefusedRequestGoesOnceMoreWithANewToken() {
    CompletableFuture<Answer> answer = answerTo();
    fake.answer(0, 200, TOKEN.formatted(1));
    fake.answer(1, 401, "{}");

    assertThat(fake.path(2)).isEqualTo("/token");
    assertThat(answer).isNotDone();
    fake.answer(2, 200, TOKEN.formatted(2));
    assertThat(authorization(3)).isEqualTo("Bearer t0ken-2");
    fake.answer(3, 200, "{}");
    assertThat(((Answer.Response) answer.join()).status()).isEqualTo(200);

    send();
    assertThat(authorization(4)).isEqualTo("Bearer t0ken-2");
  }

  @Test
  void aSecondRefusalCountsAndItsTokenIsNotUsedAgainEither() {
    CompletableFuture<Answer> answer = answerTo();
    fake.answer(0, 200, TOKEN.formatted(1));
    fake.answer(1, 401, "{}");
    fake.answer(2, 200, TOKEN.formatted(2));
    fake.answer(3, 401, "{}");

    assertThat(((Answer.Response) answer.join()).status()).isEqualTo(401);
    assertThat(fake.calls).hasSize(4);
    send();
    assertThat(fake.path(4)).isEqualTo("/token");
  }

  @Test
  void aLateRefusalOfAnOldTokenDoesNotThrowAwayTheNewOne() {
    send();
    send();
    fake.answer(0, 200, TOKEN.formatted(1));
    fake.answer(1, 401, "{}");
    fake.answer(3, 200, TOKEN.formatted(2));
    fake.answer(2, 401, "{}");

    assertThat(List.of(fake.path(4), fake.path(5))).containsOnly("/ingest");
    assertThat(List.of(authorization(4), authorization(5))).containsOnly("Bearer t0ken-2");
  }

  @ParameterizedTest
  @CsvSource({
    "400, '{\"error\":\"invalid_grant\"}', token_refused",
    "401, '', token_refused",
    "403, '', token_refused",
    "429, '', token_unavailable",
    "408, '', token_unavailable",
    "500, '', token_unavailable",
    "200, <html>, token_unavailable",
    "200, '{}', token_unavailable",
    "200, '{\"access_token\":\"a\\r\\nx-other: b\"}', token_unavailable"
  })
  void withoutATokenNothingIsSentAndTheNextRequestAsksAgain(
      int status, String body, String reason) {
    CompletableFuture<Answer> answer = answerTo();
    fake.answer(0, status, body);

    assertThat(answer.join()).isEqualTo(new Answer.NoResponse(Reason.of(reason)));
    send();
    assertThat(fake.path(1)).isEqualTo("/token");
  }

  @ParameterizedTest
  @CsvSource({
    "connect_timeout, token_unavailable",
    "private_address, private_address",
    "insecure_url, insecure_url",
    "invalid_url, invalid_url"
  })
  void aTokenEndpointThatDoesNotAnswerIsUnavailableUnlessItMustNotBeReached(
      String failure, String reason) {
    CompletableFuture<Answer> answer = answerTo();
    fake.answer(0, new Answer.NoResponse(Reason.of(failure)));

    assertThat(answer.join()).isEqualTo(new Answer.NoResponse(Reason.of(reason)));
  }

  @Test
  void credentialsThatAreNoneAreRefusedWithoutARequest() {
    DataManagerAuthorizedSender broken =
        new DataManagerAuthorizedSender(
            fake,
            at -> {
              throw new IllegalStateException("the key file is no JSON");
            },
            () -> now);

    assertThat(broken.send(call("/ingest")).join())
        .isEqualTo(new Answer.NoResponse(Reason.TOKEN_REFUSED));
    assertThat(fake.calls).isEmpty();
  }

  @Test
  void closingItClosesTheSenderUnderIt() {
    sender.close();

    assertThat(fake.closed).isTrue();
  }
}
