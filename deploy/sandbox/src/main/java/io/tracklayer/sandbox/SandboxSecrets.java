package io.tracklayer.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tokens and signing secrets that the sandbox accepts, by destination ({@code meta}, {@code
 * webhook/newsletter}). A destination without any accepts every well-formed one, so that the
 * sandbox can be used without secrets.
 */
public record SandboxSecrets(Map<String, Set<String>> byDestination) {

  public static final SandboxSecrets ANY = new SandboxSecrets(Map.of());

  public boolean isOpen(String destination) {
    return of(destination).isEmpty();
  }

  /** Whether a destination is open to everybody, or this is one of its secrets. */
  public boolean opens(String destination, String given) {
    return isOpen(destination) || holds(destination, given);
  }

  /** Whether a secret of the destination passes the test. All are tried, even after a match. */
  public boolean anyMatches(String destination, Predicate<String> test) {
    boolean matches = false;
    for (String secret : of(destination)) {
      matches |= test.test(secret);
    }
    return matches;
  }

  /** Whether this is one of the destination's secrets, in time that does not depend on it. */
  boolean holds(String destination, String given) {
    return anyMatches(
        destination,
        secret -> MessageDigest.isEqual(secret.getBytes(UTF_8), given.getBytes(UTF_8)));
  }

  private Set<String> of(String destination) {
    return byDestination.getOrDefault(destination, Set.of());
  }

  @Override
  public String toString() {
    return "SandboxSecrets" + byDestination.keySet();
  }
}
