package io.tracklayer.sandbox.datamanager;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Google's token endpoint, as far as service accounts need it: issues access tokens for assertions
 * that an account has signed. An assertion must be signed for the address that it is posted to,
 * under whatever name the sender knows that address.
 *
 * <p>Thread-safe.
 */
// https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
final class DataManagerTokens {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String SCOPE = "https://www.googleapis.com/auth/datamanager";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final long TOKEN_SECONDS = 3_599;
  private static final long LONGEST_SECONDS = 3_600;
  private static final long SKEW_SECONDS = 60;

  private final AtomicLong ids = new AtomicLong();
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

  /**
   * @param account the name under which the key files are known
   */
  SandboxAnswer answer(SandboxRequest request, String account, SandboxSecrets secrets) {
    if (request.header("content-type").filter(type -> type.startsWith(FORM)).isEmpty()) {
      return refused("invalid_request");
    }
    Map<String, String> form = form(request.body());
    if (!GRANT.equals(form.get("grant_type"))) {
      return refused("unsupported_grant_type");
    }
    if (!isGood(form.getOrDefault("assertion", ""), request, account, secrets)) {
      return refused("invalid_grant");
    }
    String token = "ya29.sandbox-" + ids.incrementAndGet();
    expiries.values().removeIf(expiry -> expiry.isBefore(request.receivedAt()));
    expiries.put(token, request.receivedAt().plusSeconds(TOKEN_SECONDS));
    return SandboxAnswer.of(
        200,
        Json.object()
            .put("access_token", token)
            .put("expires_in", TOKEN_SECONDS)
            .put("token_type", "Bearer"));
  }

  /** Whether a token was issued and is still valid. */
  boolean isGood(String token, Instant now) {
    Instant expiry = expiries.get(token);
    return expiry != null && expiry.isAfter(now);
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, UTF_8).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  private static SandboxAnswer refused(String error) {
    return SandboxAnswer.of(400, Json.object().put("error", error));
  }

  private static boolean isGood(
      String assertion, SandboxRequest request, String account, SandboxSecrets secrets) {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      JsonNode header = Json.parse(Base64.getUrlDecoder().decode(parts[0]));
      JsonNode claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      return header.path("alg").asText().equals("RS256")
          && header.path("typ").asText().equals("JWT")
          && saysWhatItMust(claims, request)
          && isSigned(
              claims.path("iss").asText(), parts[0] + "." + parts[1], signature, account, secrets);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean saysWhatItMust(JsonNode claims, SandboxRequest request) {
    String audience = "http://" + request.header("host").orElse("") + request.path();
    long now = request.receivedAt().getEpochSecond();
    long issued = claims.path("iat").asLong();
    long expires = claims.path("exp").asLong();
    return claims.path("aud").asText().equals(audience)
        && claims.path("scope").asText().equals(SCOPE)
        && issued <= now + SKEW_SECONDS
        && expires > now
        && expires - issued <= LONGEST_SECONDS;
  }

  private static boolean isSigned(
      String issuer, String signed, byte[] signature, String account, SandboxSecrets secrets) {
    return secrets.isOpen(account)
        ? !issuer.isEmpty()
        : secrets.anyMatches(account, keyFile -> signedWith(keyFile, issuer, signed, signature));
  }

  private static boolean signedWith(
      String keyFile, String issuer, String signed, byte[] signature) {
    try {
      JsonNode json = Json.parse(keyFile.getBytes(UTF_8));
      String pem = json.path("private_key").asText();
      byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      KeyFactory keys = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(
          keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
      check.update(signed.getBytes(US_ASCII));
      return json.path("client_email").asText().equals(issuer) && check.verify(signature);
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }
}
