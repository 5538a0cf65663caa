package io.tracklayer.destinations.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.destinations.http.RotatingSecret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by the Standard Webhooks specification, once with each secret, so that receivers can change
 * secrets without a gap. The specification's own library takes the body as text, so that its bytes
 * would be decoded and encoded again: half of the time that a request took.
 *
 * <p>Thread-safe.
 */
final class WebhookSigner {

  private static final String ENCODED_SECRET = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  /** As the specification requires. */
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  private static final int MIN_KEY_BYTES = 24;

  private static final int MAX_KEY_BYTES = 64;

  private final RotatingSecret secret;

  WebhookSigner(RotatingSecret secret) {
    this.secret = secret;
  }

  /**
   * @param timestamp Unix seconds
   * @param body the bytes that are sent
   * @return the value of {@code webhook-signature}
   */
  String sign(String id, long timestamp, byte[] body) {
    byte[] before = (id + "." + timestamp + ".").getBytes(UTF_8);
    return each(secret.current())
        .map(one -> "v1," + Base64.getEncoder().encodeToString(mac(key(one), before, body)))
        .collect(Collectors.joining(" "));
  }

  /** What is wrong with one of the secrets, and what to do about it. */
  static Optional<String> flaw(String secrets) {
    return each(secrets)
            .filter(one -> one.startsWith(ENCODED_SECRET))
            .allMatch(one -> isKey(one.substring(ENCODED_SECRET.length())))
        ? Optional.empty()
        : Optional.of(
            "begins with whsec_, but what follows is not the base64 of 24 to 64 bytes; make one"
                + " with `openssl rand -base64 32`, or leave whsec_ out for plain text");
  }

  private static Stream<String> each(String secrets) {
    return Arrays.stream(secrets.strip().split("\\s+", -1));
  }

  private static boolean isKey(String base64) {
    try {
      int bytes = Base64.getDecoder().decode(base64).length;
      return bytes >= MIN_KEY_BYTES && bytes <= MAX_KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A secret that only looks encoded is used as text, so that nothing fails in mid-rotation. */
  private static byte[] key(String secret) {
    if (secret.startsWith(ENCODED_SECRET) && secret.length() > ENCODED_SECRET.length()) {
      try {
        return Base64.getDecoder().decode(secret.substring(ENCODED_SECRET.length()));
      } catch (IllegalArgumentException e) {
        return secret.getBytes(UTF_8);
      }
    }
    return secret.getBytes(UTF_8);
  }

  private static byte[] mac(byte[] key, byte[] before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(before);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
