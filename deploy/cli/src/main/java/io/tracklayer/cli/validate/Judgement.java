package io.tracklayer.cli.validate;

import io.tracklayer.cli.validate.SeenDestination.State;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the outcomes of the test events say of one destination. The worst of them counts; a
 * destination that takes neither event is not tested.
 */
final class Judgement {

  private static final String TESTED = "tested";

  private final Sightings sightings;
  private final List<String> messages;
  private final Duration waited;

  /**
   * @param messages the ids of the events that were sent, the most telling first
   * @param waited how long the outcomes had time
   */
  Judgement(Sightings sightings, List<String> messages, Duration waited) {
    this.sightings = sightings;
    this.messages = messages;
    this.waited = waited;
  }

  /**
   * @param pausedSince when an operator paused it; none if it is not paused
   */
  SeenDestination of(String destination, @Nullable Instant pausedSince) {
    if (pausedSince != null) {
      return new SeenDestination(
          destination,
          State.NOT_READY,
          "paused by an operator since " + pausedSince,
          "`./tracklayer resume` ends it.");
    }
    List<SeenDestination> each =
        messages.stream().map(message -> of(destination, message)).toList();
    return first(each, State.NOT_READY)
        .or(() -> first(each, State.READY))
        .orElseGet(() -> each.get(0));
  }

  private static Optional<SeenDestination> first(List<SeenDestination> each, State state) {
    return each.stream().filter(seen -> seen.state() == state).findFirst();
  }

  private SeenDestination of(String destination, String message) {
    Optional<DeliveryRecord> told = sightings.outcome(destination, message);
    return told.map(record -> of(destination, record)).orElseGet(() -> silent(destination));
  }

  private SeenDestination silent(String destination) {
    Cause others = sightings.failureOfOthers(destination);
    return new SeenDestination(
        destination,
        State.NOT_READY,
        "no outcome within "
            + waited.toSeconds()
            + " s: "
            + (others == null
                ? "the job does not run with this configuration, lags behind, or sends nothing to it"
                    + " for now, as its log says"
                : "sending is suspended, and the last attempt with another event failed, as "
                    + others),
        others == null ? "" : others.reason().remedy());
  }

  private static SeenDestination of(String destination, DeliveryRecord told) {
    Cause cause = told.reason() == null ? null : Cause.of(told.reason(), told.detail());
    String why = cause == null ? "for a reason that this release does not know" : cause.toString();
    String status = told.status() == null ? "" : ", status " + told.status();
    return switch (told.outcome()) {
      case NOT_APPLICABLE -> notApplicable(destination, told, why, status);
      case RETRYING ->
          notReady(destination, told, "attempt " + told.attempt() + " failed: " + why + status);
      case REJECTED -> notReady(destination, told, "the test event was refused: " + why + status);
      case EXPIRED ->
          notReady(destination, told, "the test event could not be sent in time: " + why);
      case CONSENT_DENIED ->
          notReady(destination, told, "the test event was refused by consent: " + why);
      case DELIVERED ->
          notReady(
              destination,
              told,
              "the test event was delivered and counts there: the job is older than this command");
      case DUPLICATE ->
          notReady(destination, told, "the test event was taken for a duplicate: " + why);
    };
  }

  private static SeenDestination notReady(String destination, DeliveryRecord told, String seen) {
    return new SeenDestination(
        destination, State.NOT_READY, seen, told.reason() == null ? "" : told.reason().remedy());
  }

  private static SeenDestination notApplicable(
      String destination, DeliveryRecord told, String why, String status) {
    if (told.reason() == Reason.VALIDATION) {
      return new SeenDestination(
          destination,
          State.READY,
          TESTED.equals(told.detail())
              ? "its API took a test request" + status
              : "its host accepted a connection; nothing was sent, since its API has no test"
                  + " facility, or none that is set up");
    }
    if (told.reason() == Reason.WOULD_SEND) {
      return new SeenDestination(
          destination, State.READY, "the request was built; nothing is sent in mode: log");
    }
    return new SeenDestination(
        destination, State.NOT_TESTED, "it does not take the test event: " + why);
  }
}
