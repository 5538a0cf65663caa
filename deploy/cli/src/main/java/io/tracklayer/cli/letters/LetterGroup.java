package io.tracklayer.cli.letters;

import io.tracklayer.contract.reason.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The dead letters of one destination with the same reason. */
public record LetterGroup(
    String destination, @Nullable Reason reason, int count, Instant first, Instant last) {

  /** The largest group first. */
  public static List<LetterGroup> of(List<LetterSummary> letters) {
    TreeMap<String, LetterGroup> groups = new TreeMap<>();
    for (LetterSummary letter : letters) {
      LetterGroup alone =
          new LetterGroup(letter.destination(), letter.reason(), 1, letter.at(), letter.at());
      groups.merge(letter.destination() + " " + letter.reason(), alone, LetterGroup::and);
    }
    return groups.values().stream()
        .sorted(Comparator.comparingInt(LetterGroup::count).reversed())
        .toList();
  }

  private LetterGroup and(LetterGroup other) {
    return new LetterGroup(
        destination,
        reason,
        count + other.count,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last);
  }
}
