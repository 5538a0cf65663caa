package io.tracklayer.rudderstack.http;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.text.Sha256;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The active secrets of one endpoint: one, or two during a rotation. Only their SHA-256 digests are
 * kept, and the digest of a presented secret is compared with each of them in constant time.
 *
 * <p>A secret is read again after {@link #FRESH_MILLIS}, and at once when a presented one does not
 * match, so that a secret just replaced in its file is accepted at its first use.
 *
 * <p>Thread-safe.
 */
final class EndpointSecrets {

  enum Match {
    YES,
    NO,
    /** It matches none of those that could be read, but at least one could not be read. */
    UNKNOWN
  }

  /** How long a secret may still be accepted after it was removed from its file. */
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
      // Compares even if there is no secret to compare with, and goes on after a match, so that the
      // time taken tells nothing.
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
    return new Sha256().hash(secret);
  }
}
