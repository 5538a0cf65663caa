package io.tracklayer.job.delivery;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.destinations.Mapping;
import java.util.Map;

/** What is to be done for a claim, besides keeping its new state; in the order given. */
public sealed interface Effect {

  /** Something is to be published. */
  sealed interface Telling extends Effect {}

  /** To the deliveries topic; what settles the claim, also to the claims topic. */
  record Publish(Told outcome) implements Telling {}

  /** To the dead letters. */
  record Bury(Told outcome, byte[] json) implements Telling {}

  /**
   * Into a batch: the claim is in hand from now on.
   *
   * @param mapped as what it goes out
   * @param mostTogether see {@link ClaimCopy.Waiting#mostTogether}
   * @param states of consent that it was mapped with
   */
  record Join(
      String claim,
      String messageId,
      Mapping.Mapped mapped,
      int mostTogether,
      Map<String, ConsentState> states)
      implements Effect {}

  /**
   * The claim's turn comes then.
   *
   * @param time epoch milliseconds
   */
  record WakeAt(long time) implements Effect {}

  /** The claim's turn comes when requests may go again. */
  record Park() implements Effect {}
}
