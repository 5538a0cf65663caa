package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;

/** One raw event, as its source sends it. It may be sent more than once. */
final class Fact {

  private static final int FIRST_EVENT_CLAIM = 10_000;

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

  /** What copies of an order are recognised by. */
  String businessKey() {
    return tellsItsOrder ? "order " + order : "checkout " + checkout;
  }

  /** What it is a copy of, whatever the code under test makes of it. */
  int truth() {
    return isOrder() ? order : FIRST_EVENT_CLAIM + sameAs;
  }

  static boolean isOrder(int truth) {
    return truth < FIRST_EVENT_CLAIM;
  }

  boolean isUsableAt(int destination) {
    return (usable >> destination & 1) == 1;
  }
}
