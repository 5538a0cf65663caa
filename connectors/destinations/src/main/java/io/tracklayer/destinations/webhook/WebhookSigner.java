package io.tracklayer.destinations.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.tracklayer.destinations.http.RotatingSecret;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Signs as the Standard Webhooks specification says, once for each secret, so that receivers can
 * change secrets without a gap.
 *
 * <p>Thread-safe.
 */
final class WebhookSigner {

  private static final String ENCODED_SECRET = "whsec_";

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
    return Arrays.stream(secret.current().strip().split("\\s+", -1))
        .map(one -> sign(webhook(one), id, timestamp, text))
        .collect(Collectors.joining(" "));
  }

  /** A secret that only looks encoded is taken as text, rather than failing in mid-rotation. */
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
