package io.tracklayer.destinations;

/** What a destination makes of one event. */
public sealed interface Mapping {

  /**
   * @param body this event's part of a request, as JSON
   * @param group what it has in common with those that it may share a request with, for {@link
   *     Destination#joins}; empty where all may
   * @param records how many records of the destination it becomes
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
  record NotApplicable(String reason) implements Mapping {}

  /**
   * The destination would refuse it.
   *
   * @param reason such as {@code missing_currency}
   */
  record Invalid(String reason) implements Mapping {}
}
