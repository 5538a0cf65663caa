package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.Restatement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done for a claim besides keeping its new state. Effects are carried out in order.
 */
public sealed interface Effect {

  /** Something to be published. */
  sealed interface Telling extends Effect {}

  /**
   * Publishes an outcome to the deliveries topic and, if it settles the claim, to the claims topic.
   */
  record Publish(CopyOutcome outcome) implements Telling {}

  /** Publishes a dead letter. */
  record Bury(CopyOutcome outcome, byte[] json) implements Telling {}

  /**
   * Puts a copy into a batch. The claim is in flight from now on.
   *
   * @param claim of the purchase, for a refund that restates its value
   * @param mapped what it goes out as
   * @param mostTogether see {@link ClaimCopy.Waiting#mostTogether}
   * @param states the consent that it was mapped with
   * @param restatement what it restates, of a refund
   * @param json the canonical event, for whose person an answer is searched
   */
  record Join(
      String claim,
      String messageId,
      Mapping.Mapped mapped,
      int mostTogether,
      Map<String, ConsentState> states,
      @Nullable Restatement restatement,
      byte[] json)
      implements Effect {}

  /**
   * Gives the claim a turn at a time.
   *
   * @param time epoch milliseconds
   */
  record WakeAt(long time) implements Effect {}

  /** Gives the claim a turn when requests may go again. */
  record Park() implements Effect {}
}
