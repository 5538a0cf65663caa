package io.tracklayer.destinations.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.tracklayer.destinations.http.RotatingSecret;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs by the Standard Webhooks specification, once with each secret, so that receivers can change
 * secrets without a gap.
 *
 * <p>Thread-safe.
 */
final class WebhookSigner {

  private static final String ENCODED_SECRET = "whsec_";

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
   * @param body the bytes that are sent, UTF-8
   * @return the value of {@code webhook-signature}
   */
  String sign(String id, long timestamp, byte[] body) {
    String text = new String(body, UTF_8);
    return each(secret.current())
        .map(one -> sign(webhook(one), id, timestamp, text))
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
  private static Webhook webhook(String secret) {
    if (secret.startsWith(ENCODED_SECRET) && secret.length() > ENCODED_SECRET.length()) {
      try {
        return new Webhook(secret);
      } catch (IllegalArgumentException e) {
        return new Webhook(secret.getBytes(UTF_8));
      }
    }
    return new Webhook(secret.getBytes(UTF_8));
  }

  private static String sign(Webhook webhook, String id, long timestamp, String body) {
    try {
      return webhook.sign(id, timestamp, body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
