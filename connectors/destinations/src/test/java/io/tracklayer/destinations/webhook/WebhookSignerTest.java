package io.tracklayer.destinations.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.http.RotatingSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures were computed with openssl dgst -sha256 -hmac. */
class WebhookSignerTest {

  private static final byte[] BODY = "{\"events\":[{\"a\":1}]}".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whsec_",
        "whsec_!",
        "whsec_c2hvcnQ=",
        "plain whsec_c2hvcnQ=",
        "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aSecretThatOnlyLooksEncodedIsTold(String secret) {
    assertThat(WebhookSigner.flaw(secret).orElseThrow())
        .contains("base64 of 24 to 64 bytes")
        .doesNotContain("c2hvcnQ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "old whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      })
  void encodedAndPlainSecretsWillDo(String secret) {
    assertThat(WebhookSigner.flaw(secret)).isEmpty();
  }

  private static WebhookSigner signer(String secret) {
    return new WebhookSigner(new RotatingSecret(Fixtures.always(secret), new SecretRef("SECRET")));
  }

  @Test
  void theExampleOfTheSpecificationHasItsSignature() {
    WebhookSigner signer = signer("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            signer.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aSecretMayBePlainText() {
    assertThat(signer("plain-old").sign("evt-1", 1760000000, BODY))
        .isEqualTo("v1,hthoby+P4hnZWwgHjd6FGX5M5xTwv3YZRFTeNehxwUk=");
  }

  @Test
  void whileSecretsAreRotatedThereIsOneSignatureForEach() {
    assertThat(signer("plain-new\n plain-old").sign("evt-1", 1760000000, BODY))
        .isEqualTo(
            "v1,kpXvvvc51DRedgFcjkpMXtyaYVgM5+gUlBaN/fFpA1E="
                + " v1,hthoby+P4hnZWwgHjd6FGX5M5xTwv3YZRFTeNehxwUk=");
  }

  @Test
  void aSecretThatIsNoBase64IsTakenAsText() {
    assertThat(signer("whsec_!").sign("evt-1", 1760000000, BODY)).startsWith("v1,").hasSize(47);
    assertThat(signer("whsec_").sign("evt-1", 1760000000, BODY)).startsWith("v1,").hasSize(47);
  }
}
