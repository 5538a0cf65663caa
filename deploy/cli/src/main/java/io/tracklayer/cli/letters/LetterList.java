package io.tracklayer.cli.letters;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters; it must be offered all of them. Not thread-safe.
 *
 * <p>A dead letter stays in its topic when its event is redriven, so it stays in this list too.
 */
public final class LetterList {

  private final @Nullable String destination;
  private final @Nullable Reason reason;
  private final @Nullable Instant since;
  private final List<LetterSummary> letters = new ArrayList<>();
  private int unreadable;

  /**
   * @param destination null for all
   * @param reason null for every reason
   * @param since null for any time
   */
  public LetterList(
      @Nullable String destination, @Nullable Reason reason, @Nullable Instant since) {
    this.destination = destination;
    this.reason = reason;
    this.since = since;
  }

  public void offer(JsonNode json) {
    Optional<LetterSummary> letter = LetterSummary.of(json);
    if (letter.isEmpty()) {
      unreadable++;
    }
    letter.filter(this::isMeant).ifPresent(letters::add);
  }

  private boolean isMeant(LetterSummary letter) {
    return (destination == null || destination.equals(letter.destination()))
        && (reason == null || reason == letter.reason())
        && (since == null || !letter.at().isBefore(since));
  }

  /** The oldest first. */
  public List<LetterSummary> letters() {
    return letters.stream().sorted(Comparator.comparing(LetterSummary::at)).toList();
  }

  /** How many records of the topic are not dead letters. */
  public int unreadable() {
    return unreadable;
  }
}
