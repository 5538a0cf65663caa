package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.Identifier;

/**
 * What is left of a member that a profile has no room to list: that it counts against a limit, or
 * was seen with others.
 *
 * @param type of its identifier
 * @param isShared whether it speaks for nobody, since others were seen with it
 */
public record Unlisted(String type, boolean isShared) {

  /** Commutative, associative, idempotent. */
  static Unlisted merge(Unlisted one, Unlisted other) {
    return one.isShared ? one : other;
  }

  boolean isDevice() {
    return Identifier.isTypeOfDevices(type);
  }
}
