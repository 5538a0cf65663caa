package io.tracklayer.destinations;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Reason;
import org.jspecify.annotations.Nullable;

/** What a destination makes of one event: a part of a request, or nothing and why. */
public sealed interface Mapping {

  /** What a mapped event is for. */
  enum Use {
    /** It is sent, and the destination counts it. */
    DELIVERY,
    /**
     * It is a validation event, and is sent to the {@linkplain Destination#forTests test facility}.
     */
    TEST,
    /**
     * It is a validation event for an API without a test facility: its request is built, but only a
     * connection is made.
     */
    CONNECTION
  }

  /**
   * @param body this event's part of a request, as JSON
   * @param group what all events of one request must have in common, for {@link Destination#joins};
   *     empty if any events may share one
   * @param records how many of the vendor's records the event becomes
   * @param sale what the destination counts a purchase as, if refunds restate values there
   * @param use the same for all events of one request
   * @param keys by which the destination can recognise the person; none if that is not known
   */
  record Mapped(
      String eventId,
      byte[] body,
      String group,
      int records,
      @Nullable Sale sale,
      Use use,
      @Nullable MatchKeys keys)
      implements Mapping {

    /** To be delivered; no refund will restate it. */
    public Mapped(String eventId, byte[] body, String group, int records) {
      this(eventId, body, group, records, null, Use.DELIVERY, null);
    }

    /** One record, which may share a request with any other. */
    public Mapped(String eventId, byte[] body) {
      this(eventId, body, "", 1);
    }

    /** The same, of a purchase that is counted as this. */
    public Mapped countedAs(Sale counted) {
      return new Mapped(eventId, body, group, records, counted, use, keys);
    }

    /** The same of a validation event, which nobody counts. */
    public Mapped onlyFor(Use other) {
      return new Mapped(eventId, body, group, records, null, other, null);
    }

    /** The same, of a person who can be recognised by these. */
    public Mapped matchedBy(@Nullable MatchKeys noted) {
      return new Mapped(eventId, body, group, records, sale, use, noted);
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
