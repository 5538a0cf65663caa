package io.tracklayer.destinations.http;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;

/**
 * A secret that may change while the job runs. It is looked up at every use; while it cannot be
 * read, such as while a file is being replaced, the last known value is used.
 *
 * <p>Thread-safe.
 */
public final class RotatingSecret {

  private final Secrets secrets;
  private final SecretRef ref;
  private volatile String lastKnown;

  /**
   * @throws IllegalStateException naming the reference when it is not set
   */
  public RotatingSecret(Secrets secrets, SecretRef ref) {
    this.secrets = secrets;
    this.ref = ref;
    lastKnown = secrets.require(ref);
  }

  public String current() {
    String known = secrets.find(ref).orElse(lastKnown);
    lastKnown = known;
    return known;
  }

  /** Names the reference only. */
  @Override
  public String toString() {
    return "RotatingSecret[" + ref.reference() + "]";
  }
}
