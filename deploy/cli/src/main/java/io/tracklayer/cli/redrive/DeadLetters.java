package io.tracklayer.cli.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of one destination go back into delivery, and why the others do not.
 *
 * <p>Offer it all letters, then all outcomes, then all letters again: the first time it keeps what
 * names a copy and not the event, since there may be many. Of several letters of one copy the
 * newest counts; one whose claim was delivered since, by whichever copy, is dead no more. What
 * comes after the first reading is left for the next time.
 */
final class DeadLetters {

  /** Why an event stays where it is. */
  enum Skip {
    ANOTHER_REASON("dead for another reason"),
    BEFORE_SINCE("dead before --since"),
    NOT_SERVED("of an account or environment that the destination does not serve"),
    DELIVERED("delivered since");

    private final String text;

    Skip(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private static final class Newest {
    private final String claim;
    private final Instant at;
    private final @Nullable Reason reason;
    private final @Nullable Skip skip;
    private Instant settledAt;
    private boolean taken;

    Newest(String claim, Instant at, @Nullable Reason reason, @Nullable Skip skip) {
      this.claim = claim;
      this.at = at;
      this.reason = reason;
      this.skip = skip;
      this.settledAt = at;
    }
  }

  private final DestinationConfig destination;
  private final @Nullable Reason reason;
  private final @Nullable Instant since;
  private final Map<String, Newest> events = new HashMap<>();
  private final Map<String, Instant> deliveredClaims = new HashMap<>();
  private int letters;
  private int unreadable;

  /**
   * @param reason of the letters; without one, of any reason
   * @param since when they died; without it, at any time
   */
  DeadLetters(DestinationConfig destination, @Nullable Reason reason, @Nullable Instant since) {
    this.destination = destination;
    this.reason = reason;
    this.since = since;
  }

  void letter(JsonNode json) {
    if (!isOfThisDestination(json)) {
      return;
    }
    letters++;
    DeadLetter letter = read(json, DeadLetter.class);
    if (letter == null || letter.at() == null || !isCanonical(letter.event())) {
      unreadable++;
      return;
    }
    events.merge(
        copyKey(letter),
        new Newest(letter.claim(), letter.at(), letter.reason(), skip(letter)),
        (before, next) -> next.at.isBefore(before.at) ? before : next);
  }

  private @Nullable Skip skip(Newest letter) {
    Instant delivered = deliveredClaims.get(letter.claim);
    return letter.skip == null && delivered != null && !delivered.isBefore(letter.at)
        ? Skip.DELIVERED
        : letter.skip;
  }

  private @Nullable Skip skip(DeadLetter letter) {
    if (!destination.serves(
        letter.event().path("account").asText(), letter.event().path("environment").asText())) {
      return Skip.NOT_SERVED;
    }
    if (reason != null && reason != letter.reason()) {
      return Skip.ANOTHER_REASON;
    }
    return since != null && letter.at().isBefore(since) ? Skip.BEFORE_SINCE : null;
  }

  /** When the first of the letters was written that may go back; outcomes before do not matter. */
  Optional<Instant> oldest() {
    return events.values().stream()
        .filter(newest -> newest.skip == null)
        .map(newest -> newest.at)
        .min(Comparator.naturalOrder());
  }

  void outcome(JsonNode json) {
    if (!isOfThisDestination(json)) {
      return;
    }
    DeliveryRecord outcome = read(json, DeliveryRecord.class);
    if (outcome == null || outcome.outcome() == null || !outcome.outcome().isFinal()) {
      return;
    }
    Newest letter = events.get(copyKey(outcome.claim(), outcome.messageId()));
    if (letter != null && !outcome.at().isBefore(letter.settledAt)) {
      letter.settledAt = outcome.at();
    }
    if (outcome.outcome() == Outcome.DELIVERED) {
      deliveredClaims.merge(
          outcome.claim(), outcome.at(), (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  /** The event of a letter, if it goes back; each event once. */
  Optional<RedrivenEvent> event(JsonNode json) {
    DeadLetter letter = isOfThisDestination(json) ? read(json, DeadLetter.class) : null;
    if (letter == null || letter.at() == null || !isCanonical(letter.event())) {
      return Optional.empty();
    }
    Newest newest = events.get(copyKey(letter));
    if (newest == null || skip(newest) != null || newest.taken || !newest.at.equals(letter.at())) {
      return Optional.empty();
    }
    newest.taken = true;
    return Optional.of(
        new RedrivenEvent(
            letter.event().path("profile_id").asText(letter.eventId()),
            Json.write(letter.event()),
            newest.settledAt.toEpochMilli()));
  }

  /** Of the destination, unreadable ones among them. */
  int letters() {
    return letters;
  }

  int unreadable() {
    return unreadable;
  }

  int events() {
    return events.size();
  }

  /** How many events go back. */
  int matched() {
    return (int) events.values().stream().filter(newest -> skip(newest) == null).count();
  }

  Map<Skip, Integer> skipped() {
    Map<Skip, Integer> skipped = new TreeMap<>();
    for (Newest newest : events.values()) {
      if (skip(newest) != null) {
        skipped.merge(skip(newest), 1, Integer::sum);
      }
    }
    return skipped;
  }

  /** The reasons of those that were not asked for, and how many events each has. */
  Map<String, Integer> otherReasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Newest newest : events.values()) {
      if (skip(newest) == Skip.ANOTHER_REASON) {
        reasons.merge(text(newest.reason), 1, Integer::sum);
      }
    }
    return reasons;
  }

  /** Of a reason that only a newer writer knows, no more is left than that there was one. */
  private static String text(@Nullable Reason reason) {
    return reason == null ? "unknown" : reason.text();
  }

  private boolean isOfThisDestination(JsonNode json) {
    return destination.name().equals(json.path("destination").asText());
  }

  private static boolean isCanonical(@Nullable JsonNode event) {
    return event != null
        && event.hasNonNull("claim")
        && event.hasNonNull("event_id")
        && event.hasNonNull("message_id")
        && event.hasNonNull("name")
        && event.hasNonNull("account")
        && event.hasNonNull("environment");
  }

  private static String copyKey(DeadLetter letter) {
    return copyKey(letter.claim(), letter.messageId());
  }

  /** What names a copy among all copies of all claims. */
  private static String copyKey(String claim, String messageId) {
    return claim + " " + messageId;
  }

  private static <T> @Nullable T read(JsonNode json, Class<T> type) {
    try {
      return Json.mapper().treeToValue(json, type);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
