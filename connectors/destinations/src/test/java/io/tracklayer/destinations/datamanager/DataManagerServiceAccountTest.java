package io.tracklayer.destinations.datamanager;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.http.HttpCall;
import java.net.URI;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataManagerServiceAccountTest {

  private static final String TOKEN_URI = "https://oauth2.googleapis.com/token";

  private static final KeyPair KEYS = ServiceAccountFile.keys();

  private static HttpCall request() {
    return DataManagerServiceAccount.of(ServiceAccountFile.of(KEYS, TOKEN_URI))
        .tokenRequest("a-scope", Fixtures.NOW);
  }

  private static String[] assertion(HttpCall call) {
    String body = new String(call.body(), UTF_8);
    assertThat(body)
        .startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
    return body.substring(body.lastIndexOf('=') + 1).split("\\.", -1);
  }

  private static JsonNode part(String base64) {
    return Fixtures.json(Base64.getUrlDecoder().decode(base64));
  }

  @Test
  void aTokenIsAskedForWithASignedAssertion() throws Exception {
    String[] parts = assertion(request());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(KEYS.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));

    assertThat(parts).hasSize(3);
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(part(parts[0]).path("alg").asText()).isEqualTo("RS256");
    assertThat(part(parts[0]).path("kid").asText()).isEqualTo("key-1");
  }

  @Test
  void theKeyFileSaysWhereATokenIsAskedFor() throws Exception {
    String elsewhere = ServiceAccountFile.of(KEYS, "http://localhost:8089/token");
    HttpCall call = DataManagerServiceAccount.of(elsewhere).tokenRequest("a-scope", Fixtures.NOW);

    assertThat(call.uri()).isEqualTo(URI.create("http://localhost:8089/token"));
    assertThat(part(assertion(call)[1]).path("aud").asText())
        .isEqualTo("http://localhost:8089/token");
    assertThat(request().uri()).isEqualTo(URI.create(TOKEN_URI));
  }

  @ParameterizedTest
  @CsvSource({"'', has no token_uri", "canary is none, has a token_uri that is not an address"})
  void aKeyFileThatDoesNotSayItIsRefused(String tokenUri, String reason) {
    assertThatThrownBy(() -> DataManagerServiceAccount.of(ServiceAccountFile.of(KEYS, tokenUri)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("canary");
  }

  @Test
  void theAssertionSaysWhoAsksForWhatAndForHowLong() {
    JsonNode claims = part(assertion(request())[1]);

    assertThat(claims.path("iss").asText()).isEqualTo(ServiceAccountFile.EMAIL);
    assertThat(claims.path("scope").asText()).isEqualTo("a-scope");
    assertThat(claims.path("aud").asText()).isEqualTo(TOKEN_URI);
    assertThat(claims.path("iat").asLong()).isEqualTo(Fixtures.NOW.getEpochSecond());
    assertThat(claims.path("exp").asLong()).isEqualTo(Fixtures.NOW.getEpochSecond() + 3600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*** | is not JSON",
        "{} | has no client_email",
        "{\"client_email\":\"a@b.c\"} | has no private_key",
        "{\"client_email\":\"a@b.c\",\"private_key\":\"canary!\"} | has a private_key that is not a key",
        "{\"client_email\":\"a@b.c\",\"private_key\":\"Y2FuYXJ5\"} | has a private_key that is not a key"
      })
  void aBrokenKeyFileIsRefusedWithAReasonAndWithoutAWordOfIt(String file, String reason) {
    assertThatThrownBy(() -> DataManagerServiceAccount.of(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("settings.credentials_ref")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  @Test
  void nothingOfItIsShown() {
    assertThat(DataManagerServiceAccount.of(ServiceAccountFile.of(KEYS, TOKEN_URI)).toString())
        .isEqualTo("ServiceAccount[…]");
    assertThat(request().toString()).doesNotContain("assertion");
  }
}
