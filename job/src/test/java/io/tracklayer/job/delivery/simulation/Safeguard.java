package io.tracklayer.job.delivery.simulation;

/** One of the things that each promise rests on. */
enum Safeguard {
  /** What may be delivered once is an order, not an event. */
  BUSINESS_CLAIMS,
  /** Every copy goes into the canonical topic, not only the first. */
  EVERY_COPY_IS_KEPT,
  /** The copies step puts one event id on all copies. */
  ONE_ID_FOR_A_CLAIM,
  /** An event id that another claim owns gets no second owner. */
  NO_ID_FOR_TWO_CLAIMS,
  /** Both are learnt again from the canonical topic before anything is decided. */
  IDS_ARE_LEARNT_AGAIN,
  /** A purchase that is known by its checkout alone is a copy of the order that came of it. */
  CHECKOUTS_ARE_TIED,
  /** So is which checkout an order came of. */
  CHECKOUTS_ARE_LEARNT_AGAIN,
  /** A start reads back what was settled since its checkpoint. */
  REPLAY_GUARD,
  /** What the claims topic tells settles a claim, and is no copy's outcome. */
  A_SETTLED_CLAIM_ENDS_NO_COPY,
  /** A start writes among the claims what it finds among the deliveries alone. */
  WHAT_IS_UNWRITTEN_IS_WRITTEN,
  /** That a copy would have been sent is no outcome for a start that sends. */
  WHAT_IS_ONLY_LOGGED_BINDS_NOBODY,
  /** A checkpoint is complete when the outcomes before it are durable. */
  OUTCOMES_ARE_FLUSHED,
  /** Nothing is sent before canonical has been read to the end it had at the start. */
  CATCHING_UP,
  /** A gate settles nothing. */
  DELIVERY_SETTLES_REFUSALS,
  /** A withdrawal is told to every delivery subtask. */
  WITHDRAWALS_ARE_TOLD,
  /** What one copy denies counts for all. */
  A_DENIAL_COUNTS_FOR_THE_CLAIM,
  /** An answer that is taken back stops no copy under another profile, which permits it. */
  AN_ANSWER_TAKEN_BACK_IS_NO_DENIAL,
  /** A copy that comes again is heard. */
  REPEATS_ARE_HEARD,
  /** What waited in a batch is judged once more. */
  JUDGED_WHEN_SENT,
  /** A claim has room for a few copies, of which the oldest that has its outcome gives way. */
  COPIES_ARE_BOUNDED,
  /** Every open claim is looked at after a restore. */
  OPEN_CLAIMS_ARE_WOKEN,
  /** A claim with a business key is remembered for the business window. */
  BUSINESS_WINDOW,
  /** Under a new name canonical is read from the window's start. */
  A_RENAME_READS_THE_WINDOW,
  /** Without state canonical is read from the window's start. */
  A_FRESH_START_READS_THE_WINDOW,
  /** What a replaced sender writes is void. */
  SENDERS_ARE_FENCED,
  /** A checkpoint holds who took it, so that the fence knows of starts before its positions. */
  A_CHECKPOINT_KNOWS_ITS_SENDERS,
  /** A planned stop waits for the answers. */
  A_STOP_WAITS_FOR_ANSWERS,
  /** What is answered is in flight until its own turn to be settled, one event after the other. */
  IN_FLIGHT_UNTIL_SETTLED,
  /** What may have been delivered settles the claim of a vendor that must not be asked twice. */
  MAYBE_SETTLES,
  /** A refund goes only if its purchase is known as delivered. */
  ONLY_WHAT_WAS_DELIVERED_IS_RESTATED,
  /** What a purchase counted as is read back with its outcome. */
  WHAT_WAS_SOLD_IS_READ_BACK,
  /** What a refund took is read back with its outcome. */
  WHAT_REFUNDS_TOOK_IS_READ_BACK,
  /** A restatement carries what earlier refunds took. */
  REFUNDS_ADD_UP,
  /** A purchase that is sent again, since its outcome was lost, lacks what its refunds took. */
  A_PURCHASE_SENT_AGAIN_LACKS_ITS_REFUNDS,
  /** The probe of an open breaker is used up only by a request. */
  ONLY_A_REQUEST_IS_A_PROBE
}
