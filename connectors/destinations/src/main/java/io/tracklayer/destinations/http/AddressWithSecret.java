package io.tracklayer.destinations.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The address of an API that takes its secret as a parameter. It is put together again only when
 * the secret changes. Nothing may show more of it than its host.
 *
 * <p>Thread-safe.
 */
public final class AddressWithSecret {

  private final String start;
  private final RotatingSecret secret;
  private volatile @Nullable Known known;

  /**
   * @param start all before the secret
   */
  public AddressWithSecret(String start, RotatingSecret secret) {
    this.start = start;
    this.secret = secret;
  }

  public URI current() {
    String value = secret.current();
    Known last = known;
    if (last == null || !last.secret.equals(value)) {
      last = new Known(value, URI.create(start + URLEncoder.encode(value, UTF_8)));
      known = last;
    }
    return last.address;
  }

  /** A class, since a record would show its secret. */
  private static final class Known {

    private final String secret;
    private final URI address;

    private Known(String secret, URI address) {
      this.secret = secret;
      this.address = address;
    }
  }
}
