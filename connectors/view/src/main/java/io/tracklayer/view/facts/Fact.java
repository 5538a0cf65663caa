package io.tracklayer.view.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.MatchKeys;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one record says. Times are epoch milliseconds. */
public sealed interface Fact {

  /** The step of an event's way that it is; none if it is of no event. */
  default @Nullable Step step() {
    return null;
  }

  /** A record that says nothing to the view. */
  record Nothing() implements Fact {}

  /**
   * The receiver stored an event.
   *
   * @param event none if the record cannot be read
   * @param ids by which people search for the event, besides its message id
   * @param identityOnly whether it only tells who is who, and never becomes canonical
   */
  record Received(
      @Nullable EventKey event, long at, Set<String> ids, boolean identityOnly, Step step)
      implements Fact {}

  /**
   * The receiver or the job refused an event.
   *
   * @param event none if it has no id that could be read
   * @param byTheJob whether the event had been stored first; otherwise this is all there is of it
   * @param ids by which people search for the event, besides its message id
   */
  record Refused(
      @Nullable EventKey event,
      long at,
      String reason,
      boolean byTheJob,
      Set<String> ids,
      Step step)
      implements Fact {}

  /** The event became canonical. */
  record Published(EventKey event, long receivedAt, About about, Set<String> ids, Step step)
      implements Fact {}

  /**
   * What is listed of a canonical event.
   *
   * @param orderId that of the order, refund or lead
   * @param copyOf the message id of the first copy
   */
  record About(
      String name,
      String eventId,
      @Nullable String orderId,
      @Nullable String claim,
      @Nullable String copyOf) {}

  /**
   * An operator sent an event to a destination again.
   *
   * @param lifts the time of the outcome that no longer counts, and of all before it
   */
  record Redriven(EventKey event, long receivedAt, String destination, long lifts, Step step)
      implements Fact {}

  /** The event revealed something about people. */
  record Recognised(EventKey event, long receivedAt, Step step) implements Fact {}

  /** A message that had been received before was received again, and left out. */
  record Repeated(EventKey event, long receivedAt, Step step) implements Fact {}

  /**
   * A destination's outcome.
   *
   * @param isFinal otherwise the event is tried again
   * @param matched by what the destination can recognise the person, or could if the event had not
   *     only been logged; none if that is not known
   */
  record Decided(
      EventKey event,
      long receivedAt,
      About about,
      String destination,
      String outcome,
      boolean isFinal,
      String reason,
      @Nullable MatchKeys matched,
      Step step)
      implements Fact {}

  /**
   * The circuit breaker of one subtask that delivers to a destination opened or closed.
   *
   * @param subtasks how many deliver to it
   * @param reason why it opened; empty if it did not, or that is not known
   * @param status the HTTP status of the last answer, none without one
   */
  record Broken(
      String destination,
      int subtask,
      int subtasks,
      boolean isOpen,
      long since,
      String reason,
      @Nullable Integer status)
      implements Fact {}

  /**
   * A destination's vendor was asked what it says of match quality.
   *
   * @param said what it says of each event, or why it says nothing
   */
  record Assessed(String destination, long at, ObjectNode said) implements Fact {}

  /** An operator paused or resumed a destination. */
  record Switched(String destination, boolean isPaused, long at) implements Fact {}
}
