package io.tracklayer.destinations;

import io.tracklayer.contract.reason.Reason;

/** What a destination makes of one event: a part of a request, or nothing and why. */
public sealed interface Mapping {

  /**
   * @param body this event's part of a request, as JSON
   * @param group what all events of one request must have in common, for {@link Destination#joins};
   *     empty if any events may share one
   * @param records how many of the vendor's records the event becomes
   */
  record Mapped(String eventId, byte[] body, String group, int records) implements Mapping {

    /** One record, which may share a request with any other. */
    public Mapped(String eventId, byte[] body) {
      this(eventId, body, "", 1);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
      return "Mapped[" + eventId + "]";
    }
  }

  /** The destination has no counterpart for it. */
  record NotApplicable(Reason reason) implements Mapping {}

  /**
   * The destination would refuse the event.
   *
   * @param reason such as {@link Reason#MISSING_CURRENCY}
   */
  record Invalid(Reason reason) implements Mapping {}
}
