package io.tracklayer.destinations.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.destinations.http.RotatingSecret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the Standard Webhooks specification says: {@code v1,} and the base64 of HMAC-SHA256 over
 * {@code id.timestamp.body}, once for each secret, so that receivers can change secrets without a
 * gap.
 *
 * <p>Thread-safe.
 */
final class WebhookSigner {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED_SECRET = "whsec_";

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
    byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
    StringJoiner signatures = new StringJoiner(" ");
    for (String one : secret.current().strip().split("\\s+", -1)) {
      signatures.add("v1," + Base64.getEncoder().encodeToString(hmac(key(one), head, body)));
    }
    return signatures.toString();
  }

  /** A secret that only looks encoded is taken as text, rather than failing in mid-rotation. */
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

  private static byte[] hmac(byte[] key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
