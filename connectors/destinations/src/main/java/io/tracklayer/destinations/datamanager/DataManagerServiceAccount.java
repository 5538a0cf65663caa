package io.tracklayer.destinations.datamanager;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The key file of a Google service account, and the request for an access token: a JWT signed with
 * its key. Pure. Its text form shows nothing of the key.
 *
 * <p>Google's own library is not used, because it fetches tokens by blocking calls, where ours go
 * through the guarded sender without waiting, and brings twenty jars for one signature.
 */
// https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
final class DataManagerServiceAccount {

  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final String email;
  private final PrivateKey key;
  private final String keyId;
  private final URI tokenUri;

  private DataManagerServiceAccount(String email, PrivateKey key, String keyId, URI tokenUri) {
    this.email = email;
    this.key = key;
    this.keyId = keyId;
    this.tokenUri = tokenUri;
  }

  /**
   * @param keyFile the JSON that Google hands out
   * @throws IllegalStateException saying what is wrong with it, without repeating any of it
   */
  static DataManagerServiceAccount of(String keyFile) {
    JsonNode json;
    try {
      json = Json.parse(keyFile.getBytes(UTF_8));
    } catch (IOException e) {
      throw broken("is not JSON");
    }
    String email = json.path("client_email").asText("");
    if (email.isEmpty()) {
      throw broken("has no client_email");
    }
    return new DataManagerServiceAccount(
        email,
        key(json.path("private_key").asText("")),
        json.path("private_key_id").asText(""),
        tokenUri(json.path("token_uri").asText("")));
  }

  /** What is wrong with a key file, without repeating any of it; empty when nothing is. */
  static Optional<String> flaw(String keyFile) {
    try {
      of(keyFile);
      return Optional.empty();
    } catch (BrokenKeyFileException e) {
      return Optional.of(e.flaw + "; write the JSON key file that Google hands out there");
    }
  }

  /** Whether the address may be reached is for the sender to decide, as for every address. */
  private static URI tokenUri(String text) {
    if (text.isEmpty()) {
      throw broken("has no token_uri");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw broken("has a token_uri that is not an address");
    }
  }

  private static BrokenKeyFileException broken(String flaw) {
    return new BrokenKeyFileException(flaw);
  }

  private static final class BrokenKeyFileException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String flaw;

    BrokenKeyFileException(String flaw) {
      super("the key file of the service account, named by settings.credentials_ref, " + flaw);
      this.flaw = flaw;
    }
  }

  private static PrivateKey key(String pem) {
    String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    if (base64.isEmpty()) {
      throw broken("has no private_key");
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw broken("has a private_key that is not a key");
    }
  }

  /** Asks for a token of one scope. */
  HttpCall tokenRequest(String scope, Instant now) {
    String body =
        "grant_type=" + URLEncoder.encode(GRANT, UTF_8) + "&assertion=" + assertion(scope, now);
    return HttpCall.post(tokenUri, "application/x-www-form-urlencoded", body.getBytes(US_ASCII));
  }

  private String assertion(String scope, Instant now) {
    long issued = now.getEpochSecond();
    byte[] header =
        Json.write(Json.object().put("alg", "RS256").put("typ", "JWT").put("kid", keyId));
    byte[] claims =
        Json.write(
            Json.object()
                .put("iss", email)
                .put("scope", scope)
                .put("aud", tokenUri.toString())
                .put("iat", issued)
                .put("exp", issued + VALIDITY.toSeconds()));
    String signed = base64(header) + "." + base64(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with SHA256withRSA", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "ServiceAccount[…]";
  }
}
