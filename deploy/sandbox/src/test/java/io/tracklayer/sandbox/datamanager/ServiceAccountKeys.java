package io.tracklayer.sandbox.datamanager;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Keys of Google's service accounts, and assertions signed with them, independent of the code under
 * test.
 */
public final class ServiceAccountKeys {

  static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

  private static final String EMAIL = "a@b.iam.gserviceaccount.com";
  private static final String HOST = "localhost:8089";
  private static final String PATH = "/google_data_manager/token";

  private ServiceAccountKeys() {}

  public static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The key file as Google issues it. */
  public static String keyFile(KeyPair keys, String tokenUri) {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    return Json.text(
        Json.object()
            .put("type", "service_account")
            .put("client_email", EMAIL)
            .put("private_key_id", "k")
            .put("token_uri", tokenUri)
            .put(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n"));
  }

  static ObjectNode claims(Instant now) {
    return Json.object()
        .put("iss", EMAIL)
        .put("scope", "https://www.googleapis.com/auth/datamanager")
        .put("aud", "http://" + HOST + PATH)
        .put("iat", now.getEpochSecond())
        .put("exp", now.getEpochSecond() + 3600);
  }

  static String assertion(KeyPair keys, String header, ObjectNode claims) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String signed =
        base64.encodeToString(header.getBytes(UTF_8))
            + "."
            + base64.encodeToString(Json.write(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(US_ASCII));
      return signed + "." + base64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static SandboxRequest tokenRequest(String assertion, Instant now) {
    String form =
        "grant_type="
            + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", UTF_8)
            + "&assertion="
            + assertion;
    return new SandboxRequest(
        PATH.substring(1),
        "POST",
        PATH,
        Map.of(),
        Map.of("host", HOST, "content-type", "application/x-www-form-urlencoded"),
        form.getBytes(UTF_8),
        now);
  }

  /** A token from an API that accepts everybody. */
  public static String token(DataManagerApi api, Instant now) {
    String assertion = assertion(pair(), HEADER, claims(now));
    return api.answer(tokenRequest(assertion, now), SandboxSecrets.ANY)
        .body()
        .get("access_token")
        .asText();
  }
}
