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
 * Which copies of one destination go back into delivery, and why the others do not: dead letters,
 * and, if asked for, what consent held back.
 *
 * <p>Offer it all letters, then all outcomes, then all letters and canonical events again: the
 * first time it keeps what names a copy and not the event, since there may be many. The newest
 * final outcome of a copy counts, whichever topic tells of it; a copy whose claim was delivered
 * since, by whichever copy, is dead no more. What comes after the first reading is left for the
 * next time.
 */
final class DeadLetters {

  /** Why a copy stays where it is. */
  enum Skip {
    ANOTHER_OUTCOME("whose newest outcome is not asked for"),
    ANOTHER_REASON("settled for another reason"),
    BEFORE_SINCE("settled before --since"),
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

  /**
   * Which copies are asked for.
   *
   * @param outcomes of theirs, {@link Outcome#CONSENT_DENIED} or those of dead letters
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
   * From which time on outcomes matter; null when none does. Those of before the first letter do
   * not, unless what consent held back is asked for.
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

  /** The event of a letter, if it goes back; each copy once. */
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

  /** A canonical event, if it has no letter and goes back; each copy once. */
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

  /** Of the destination, unreadable ones among them. */
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

  /** Outcome and reason of those that go back, and how many copies have it. */
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

  /** Whether some of those that go back have no letter, so that only canonical has their event. */
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

  /** What those have that were skipped for their outcome or reason, and how many copies have it. */
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

  /** Of a reason that only a newer writer knows, no more is left than that there was one. */
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
