package io.tracklayer.destinations;

/** What a destination makes of one event. */
public sealed interface Mapping {

  /**
   * @param body this event's part of a request, as JSON
   */
  record Mapped(String eventId, byte[] body) implements Mapping {}

  /** The destination has no counterpart for it. */
  record NotApplicable(String reason) implements Mapping {}

  /**
   * The destination would refuse it.
   *
   * @param reason such as {@code missing_currency}
   */
  record Invalid(String reason) implements Mapping {}
}
