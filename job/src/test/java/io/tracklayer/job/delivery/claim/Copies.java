package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Statement;
import java.util.Map;

/** Copies of one order, as a gate passes them on. */
final class Copies {

  static final String PURPOSE = "marketing";
  static final String CLAIM = "b0123456789abcdef0123456789abcdef";
  static final long OCCURRED_AT = 1_000;
  static final long RECEIVED_AT = 2_000;

  private Copies() {}

  static Copy granted(String messageId, long grantedAt) {
    return copy(messageId, "p1", ConsentState.GRANTED, grantedAt, true, null);
  }

  static Copy of(String profileId, String messageId) {
    return granted(profileId, messageId, 1);
  }

  static Copy granted(String profileId, String messageId, long grantedAt) {
    return copy(messageId, profileId, ConsentState.GRANTED, grantedAt, true, null);
  }

  static Copy denied(String messageId, long deniedAt) {
    return copy(messageId, "p1", ConsentState.DENIED, deniedAt, false, null);
  }

  static Copy redriven(String messageId, long liftedAt) {
    return copy(messageId, "p1", ConsentState.GRANTED, 1, true, liftedAt);
  }

  /** One whose profile granted again what it had denied. */
  static Copy grantedAgain(String messageId, long deniedAt, long grantedAt) {
    Copy copy = granted(messageId, grantedAt);
    return new Copy(
        copy.ref(),
        copy.occurredAt(),
        copy.receivedAt(),
        copy.consent(),
        Denials.of(PURPOSE, new Statement(ConsentState.DENIED, null, deniedAt)),
        copy.isPermitted(),
        copy.refusal(),
        copy.json(),
        copy.liftedAt(),
        null,
        false);
  }

  private static Copy copy(
      String messageId,
      String profileId,
      ConsentState state,
      long at,
      boolean isPermitted,
      Long liftedAt) {
    return new Copy(
        new CopyRef(
            CLAIM,
            new EventRef("e1", messageId, "purchase", "acct", "production"),
            "e-of-" + messageId,
            profileId,
            null),
        OCCURRED_AT,
        RECEIVED_AT,
        Map.of(PURPOSE, new Statement(state, "banner", at)),
        Denials.NONE,
        isPermitted,
        null,
        new byte[] {'{', '}'},
        liftedAt,
        null,
        false);
  }
}
