package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The active secrets of one endpoint: one, or two while one is rotated. Only their SHA-256 digests
 * are held, and a presented secret is compared by its digest in constant time with each of them.
 *
 * <p>A secret is read again after {@link #FRESH_MILLIS}, and at once when a presented one does not
 * match: a file that was replaced before the sender was told counts from its first use.
 *
 * <p>Thread-safe.
 */
final class EndpointSecrets {

  enum Match {
    YES,
    NO,
    /** It matches none that could be read, but one could not be read. */
    UNKNOWN
  }

  /** How long a secret that was taken out of its file may still be accepted. */
  static final long FRESH_MILLIS = 1000;

  private static final byte[] NONE = new byte[32];

  private final List<SecretRef> refs;
  private final Secrets secrets;
  private final Clock clock;

  private record Digests(List<Optional<byte[]>> of, long readAt) {}

  private volatile Digests digests;

  EndpointSecrets(List<SecretRef> refs, Secrets secrets, Clock clock) {
    this.refs = List.copyOf(refs);
    this.secrets = secrets;
    this.clock = clock;
    this.digests = read();
  }

  Match match(byte[] presentedDigest) {
    Digests held = digests;
    long age = clock.millis() - held.readAt;
    if (age < 0 || age >= FRESH_MILLIS) {
      held = readAgain();
    }
    Match match = match(presentedDigest, held);
    return match == Match.YES ? match : match(presentedDigest, readAgain());
  }

  private static Match match(byte[] presentedDigest, Digests digests) {
    boolean matches = false;
    boolean allRead = true;
    for (Optional<byte[]> digest : digests.of) {
      // Compared also when there is nothing to compare with, and to the last one after a match.
      boolean isEqual = MessageDigest.isEqual(presentedDigest, digest.orElse(NONE));
      matches |= isEqual && digest.isPresent();
      allRead &= digest.isPresent();
    }
    if (matches) {
      return Match.YES;
    }
    return allRead ? Match.NO : Match.UNKNOWN;
  }

  private Digests readAgain() {
    Digests read = read();
    digests = read;
    return read;
  }

  private Digests read() {
    long now = clock.millis();
    return new Digests(
        refs.stream().map(ref -> secrets.find(ref).map(EndpointSecrets::digest)).toList(), now);
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
