package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;

/** One raw event, as its source sends it. It may be sent more than once. */
final class Fact {

  private static final int FIRST_EVENT_CLAIM = 10_000;
  private static final int FIRST_REFUND_CLAIM = 20_000;

  final int number;
  final int anchor;
  int other = -1;
  ConsentState said = ConsentState.UNKNOWN;

  /** Whether it takes back what its person had answered, and says nothing itself. */
  boolean takesBack;

  /** Whether destinations are to have it; else it only states consent and identity. */
  boolean isEvent;

  int order = -1;

  /** That the order came of; -1 for a copy that says of none. Copies may say of it alone. */
  int checkout = -1;

  boolean tellsItsOrder = true;
  String ownEventId;

  /** The refund that it is a copy of; -1 for anything else. */
  int refund = -1;

  /** The order that it takes something from, if it is a refund. */
  int refundedOrder = -1;

  /** What it takes. */
  int amount;

  String currency = "EUR";

  /** A bit for each destination that takes it as it is. */
  int usable;

  /** Milliseconds; 0 until it is told for the first time. */
  long receivedAt;

  /** For an event without order: the number of the first event under its id. */
  private int sameAs;

  Fact(int number, int anchor) {
    this.number = number;
    this.anchor = anchor;
    sameAs = number;
  }

  void sharesItsIdWith(Fact first) {
    sameAs = first.number;
    ownEventId = first.eventId();
  }

  String messageId() {
    return "m" + number;
  }

  String eventId() {
    return ownEventId == null ? messageId() : ownEventId;
  }

  boolean isOrder() {
    return order >= 0;
  }

  boolean isRefund() {
    return refund >= 0;
  }

  /** Whether copies under other message ids are recognised. */
  boolean hasBusinessKey() {
    return isOrder() || isRefund();
  }

  String name() {
    if (isRefund()) {
      return "refund";
    }
    return isOrder() ? "purchase" : "view";
  }

  /** What an order is worth, whatever copy of it is told. */
  static int worth(int order) {
    return 60 + 10 * order;
  }

  /** What copies of an order or of a refund are recognised by. */
  String businessKey() {
    if (isRefund()) {
      return "refund " + refund;
    }
    return tellsItsOrder ? "order " + order : "checkout " + checkout;
  }

  /** What it is a copy of, whatever the code under test makes of it. */
  int truth() {
    if (isRefund()) {
      return FIRST_REFUND_CLAIM + refund;
    }
    return isOrder() ? order : FIRST_EVENT_CLAIM + sameAs;
  }

  /** Whether it is remembered for the business window. */
  static boolean hasBusinessKey(int truth) {
    return truth < FIRST_EVENT_CLAIM || truth >= FIRST_REFUND_CLAIM;
  }

  boolean isUsableAt(int destination) {
    return (usable >> destination & 1) == 1;
  }
}
