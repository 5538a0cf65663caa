package io.tracklayer.job.intake;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.job.intake.consent.UnreadableConsent;
import io.tracklayer.job.intake.draft.Draft;
import java.util.Set;

/** The result of one raw record: bad input is a value with a reason, never an exception. */
public sealed interface IntakeResult {

  /**
   * @param identifiersDropped how many of its identifiers were left out as too many for one event
   * @param unreadableConsent the statements of consent that are there and cannot be read
   * @param unreadableMoney the money fields that are there and cannot be read
   */
  record Accepted(
      Draft draft,
      int identifiersDropped,
      Set<UnreadableConsent> unreadableConsent,
      Set<String> unreadableMoney)
      implements IntakeResult {}

  record Refused(Rejection rejection) implements IntakeResult {}
}
