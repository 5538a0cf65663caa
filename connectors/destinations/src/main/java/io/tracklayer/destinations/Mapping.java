package io.tracklayer.destinations;

import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Reason;
import org.jspecify.annotations.Nullable;

/** What a destination makes of one event: a part of a request, or nothing and why. */
public sealed interface Mapping {

  /**
   * @param body this event's part of a request, as JSON
   * @param group what all events of one request must have in common, for {@link Destination#joins};
   *     empty if any events may share one
   * @param records how many of the vendor's records the event becomes
   * @param sale what the destination counts a purchase as, if refunds restate values there
   */
  record Mapped(String eventId, byte[] body, String group, int records, @Nullable Sale sale)
      implements Mapping {

    /** What no refund will restate. */
    public Mapped(String eventId, byte[] body, String group, int records) {
      this(eventId, body, group, records, null);
    }

    /** One record, which may share a request with any other. */
    public Mapped(String eventId, byte[] body) {
      this(eventId, body, "", 1);
    }

    /** The same, of a purchase that is counted as this. */
    public Mapped countedAs(Sale counted) {
      return new Mapped(eventId, body, group, records, counted);
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
