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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which copies of one destination go back into delivery, and why the others do not: dead
 * letters and, if asked for, events that consent held back.
 *
 * <p>Offer it all letters, then all outcomes, then all letters and canonical events again. In the
 * first pass it keeps the identity of a copy but not the event, since there may be many. A copy's
 * newest final outcome counts, whichever topic it is in; a copy is no longer dead once any copy of
 * its claim has been delivered. Letters that arrive after the first pass are left for the next
 * redrive.
 */
final class DeadLetters {

  /** Why a copy does not go back. */
  enum Skip {
    ANOTHER_OUTCOME("the newest outcome is not one asked for"),
    ANOTHER_REASON("settled for another reason"),
    BEFORE_SINCE("settled before --since"),
    NOT_SERVED("the destination does not serve this account or environment"),
    DELIVERED("delivered since");

    private final String text;

    Skip(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /**
   * Which copies are asked for.
   *
   * @param outcomes the outcomes of the copies: {@link Outcome#CONSENT_DENIED} or those of dead
   *     letters
   * @param reason null for every reason
   * @param since null for any time
   */
  record Filter(Set<Outcome> outcomes, @Nullable Reason reason, @Nullable Instant since) {

    Filter {
      outcomes = Set.copyOf(outcomes);
    }

    boolean wantsRefusedByConsent() {
      return outcomes.contains(Outcome.CONSENT_DENIED);
    }
  }

  /** A final outcome. */
  private record Settled(Outcome outcome, @Nullable Reason reason, Instant at) {

    boolean isBefore(Settled other) {
      return at.isBefore(other.at);
    }
  }

  private static final class Candidate {
    private final String claim;
    private final boolean isServed;
    private @Nullable Instant letterAt;
    private Settled newest;
    private boolean isTaken;

    Candidate(String claim, boolean isServed, Settled newest) {
      this.claim = claim;
      this.isServed = isServed;
      this.newest = newest;
    }

    void hear(Settled settled) {
      if (!settled.isBefore(newest)) {
        newest = settled;
      }
    }
  }

  private final DestinationConfig destination;
  private final Filter filter;
  private final Map<String, Candidate> candidates = new HashMap<>();
  private final Map<String, Instant> deliveredClaims = new HashMap<>();
  private int letters;
  private int unreadable;

  DeadLetters(DestinationConfig destination, Filter filter) {
    this.destination = destination;
    this.filter = filter;
  }

  void letter(JsonNode json) {
    if (!isOfThisDestination(json)) {
      return;
    }
    letters++;
    DeadLetter letter = read(json, DeadLetter.class);
    if (letter == null || !isCanonical(letter.event())) {
      unreadable++;
      return;
    }
    Settled settled = new Settled(letter.outcome(), letter.reason(), letter.at());
    Candidate candidate =
        candidates.computeIfAbsent(
            copyKey(letter),
            key -> new Candidate(letter.claim(), isServed(letter.event()), settled));
    candidate.hear(settled);
    if (candidate.letterAt == null || candidate.letterAt.isBefore(letter.at())) {
      candidate.letterAt = letter.at();
    }
  }

  private boolean isServed(JsonNode event) {
    return destination.serves(event.path("account").asText(), event.path("environment").asText());
  }

  private @Nullable Skip skip(Candidate candidate) {
    Settled newest = candidate.newest;
    if (!candidate.isServed) {
      return Skip.NOT_SERVED;
    }
    Instant delivered = deliveredClaims.get(candidate.claim);
    if (delivered != null && !delivered.isBefore(newest.at)) {
      return Skip.DELIVERED;
    }
    if (!filter.outcomes().contains(newest.outcome)) {
      return Skip.ANOTHER_OUTCOME;
    }
    if (filter.reason() != null && filter.reason() != newest.reason) {
      return Skip.ANOTHER_REASON;
    }
    return filter.since() != null && newest.at.isBefore(filter.since()) ? Skip.BEFORE_SINCE : null;
  }

  /**
   * The time from which outcomes matter; null when none does. Outcomes before the first letter do
   * not matter, unless events that consent held back are asked for.
   */
  @Nullable Instant outcomesSince() {
    if (filter.wantsRefusedByConsent()) {
      return filter.since() == null ? Instant.EPOCH : filter.since();
    }
    return candidates.values().stream()
        .map(candidate -> candidate.newest.at)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  void outcome(JsonNode json) {
    if (!isOfThisDestination(json)) {
      return;
    }
    DeliveryRecord told = read(json, DeliveryRecord.class);
    if (told == null || told.claim() == null || !told.outcome().isFinal()) {
      return;
    }
    Settled settled = new Settled(told.outcome(), told.reason(), told.at());
    String key = copyKey(told.claim(), told.messageId());
    Candidate known = candidates.get(key);
    if (known != null) {
      known.hear(settled);
    } else if (told.outcome() == Outcome.CONSENT_DENIED && filter.wantsRefusedByConsent()) {
      candidates.put(key, new Candidate(told.claim(), isServed(json), settled));
    }
    if (told.outcome() == Outcome.DELIVERED) {
      deliveredClaims.merge(
          told.claim(), told.at(), (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  /** The event of a letter, if it goes back. Returns each copy once. */
  Optional<RedrivenEvent> event(JsonNode json) {
    DeadLetter letter = isOfThisDestination(json) ? read(json, DeadLetter.class) : null;
    if (letter == null || !isCanonical(letter.event())) {
      return Optional.empty();
    }
    Candidate candidate = candidates.get(copyKey(letter));
    return candidate != null && letter.at().equals(candidate.letterAt)
        ? taken(candidate, letter.event())
        : Optional.empty();
  }

  /** A canonical event, if it has no letter and goes back. Returns each copy once. */
  Optional<RedrivenEvent> canonical(JsonNode event) {
    if (!isCanonical(event)) {
      return Optional.empty();
    }
    Candidate candidate =
        candidates.get(copyKey(event.path("claim").asText(), event.path("message_id").asText()));
    return candidate != null && candidate.letterAt == null
        ? taken(candidate, event)
        : Optional.empty();
  }

  private Optional<RedrivenEvent> taken(Candidate candidate, JsonNode event) {
    if (candidate.isTaken || skip(candidate) != null) {
      return Optional.empty();
    }
    candidate.isTaken = true;
    return Optional.of(
        new RedrivenEvent(
            event.path("profile_id").asText(event.path("event_id").asText()),
            Json.write(event),
            candidate.newest.at.toEpochMilli()));
  }

  /** The number of letters of the destination, including unreadable ones. */
  int letters() {
    return letters;
  }

  int unreadable() {
    return unreadable;
  }

  int events() {
    return candidates.size();
  }

  /** How many copies go back. */
  int matched() {
    return matches().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many copies go back, by outcome and reason. */
  Map<String, Integer> matches() {
    Map<String, Integer> matches = new TreeMap<>();
    for (Candidate candidate : candidates.values()) {
      if (skip(candidate) == null) {
        matches.merge(
            candidate.newest.outcome.text() + ", " + text(candidate.newest.reason),
            1,
            Integer::sum);
      }
    }
    return matches;
  }

  /**
   * Whether any copy that goes back has no letter, so that its event is only in the canonical
   * topic.
   */
  boolean needsCanonical() {
    return candidates.values().stream()
        .anyMatch(candidate -> candidate.letterAt == null && skip(candidate) == null);
  }

  Map<Skip, Integer> skipped() {
    Map<Skip, Integer> skipped = new TreeMap<>();
    for (Candidate candidate : candidates.values()) {
      if (skip(candidate) != null) {
        skipped.merge(skip(candidate), 1, Integer::sum);
      }
    }
    return skipped;
  }

  /** How many copies were skipped for their outcome or reason, by that outcome or reason. */
  Map<String, Integer> others(Skip skip) {
    Map<String, Integer> others = new TreeMap<>();
    for (Candidate candidate : candidates.values()) {
      if (skip(candidate) == skip) {
        others.merge(
            skip == Skip.ANOTHER_OUTCOME
                ? candidate.newest.outcome.text()
                : text(candidate.newest.reason),
            1,
            Integer::sum);
      }
    }
    return others;
  }

  /** A reason known only to a newer writer has been read as null. */
  private static String text(@Nullable Reason reason) {
    return reason == null ? "unknown" : reason.text();
  }

  private boolean isOfThisDestination(JsonNode json) {
    return destination.name().equals(json.path("destination").asText());
  }

  private static boolean isCanonical(JsonNode event) {
    return event.hasNonNull("claim")
        && event.hasNonNull("event_id")
        && event.hasNonNull("message_id")
        && event.hasNonNull("name")
        && event.hasNonNull("account")
        && event.hasNonNull("environment");
  }

  private static String copyKey(DeadLetter letter) {
    return copyKey(letter.claim(), letter.messageId());
  }

  /** Identifies a copy among all copies of all claims. */
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
