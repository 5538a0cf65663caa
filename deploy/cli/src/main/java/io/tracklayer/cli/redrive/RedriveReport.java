package io.tracklayer.cli.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a redrive found and what became of it, for people and for programs.
 *
 * @param deadLetters how many the destination has
 * @param events how many events these are of
 * @param consentDenied whether events without consent are counted too
 * @param matched how many were asked for and may go back
 * @param reasons why those had not arrived
 * @param dryRun whether nothing was written
 * @param written how many were written, or would have been
 * @param topic where to
 * @param skipped why others were not
 */
public record RedriveReport(
    String destination,
    int deadLetters,
    int events,
    boolean consentDenied,
    int matched,
    List<Count> reasons,
    boolean dryRun,
    int written,
    String topic,
    List<Skipped> skipped) {

  /** How many share a reason. */
  public record Count(String why, int count) {}

  /**
   * How many were left out, and why.
   *
   * @param instead which outcomes or reasons these have; empty where that does not matter
   */
  public record Skipped(String why, int count, Map<String, Integer> instead) {

    String line() {
      return "skipped  "
          + count
          + ": "
          + why
          + (instead.isEmpty()
              ? ""
              : instead.entrySet().stream()
                  .map(other -> other.getKey() + " " + other.getValue())
                  .collect(Collectors.joining(", ", " (", ")")));
    }
  }

  /** For a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "found    "
            + deadLetters
            + " dead letters of "
            + destination
            + ", of "
            + events
            + " events"
            + (consentDenied ? ", including those without consent" : ""));
    lines.add("matched  " + matched);
    reasons.forEach(reason -> lines.add("         " + reason.count() + ": " + reason.why()));
    lines.add(
        (dryRun ? "dry run  " + written + " would be written to " : "written  " + written + " to ")
            + topic);
    skipped.forEach(each -> lines.add(each.line()));
    return lines;
  }
}
