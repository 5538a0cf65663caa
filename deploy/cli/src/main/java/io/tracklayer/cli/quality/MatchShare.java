package io.tracklayer.cli.quality;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many delivered events of one name carry one match key.
 *
 * @param key the match key, or {@value #SCORE} for the vendor's own score
 * @param delivered how many events were delivered
 * @param before how many of them brought it themselves
 * @param after how many the destination was given it of
 * @param vendor the percentage, or the score, that the vendor says; none if it says none
 */
public record MatchShare(
    String destination,
    String event,
    String key,
    long delivered,
    @Nullable Long before,
    @Nullable Long after,
    @Nullable BigDecimal vendor) {

  static final String SCORE = "score";

  public @Nullable String beforeShare() {
    return share(before);
  }

  public @Nullable String afterShare() {
    return share(after);
  }

  /** All or none only if it is exactly so. */
  private @Nullable String share(@Nullable Long part) {
    if (part == null) {
      return null;
    }
    if (part == 0 || part == delivered) {
      return part == 0 ? "0 %" : "100 %";
    }
    return Math.min(99, Math.max(1, Math.round(100.0 * part / delivered))) + " %";
  }

  public @Nullable String vendorText() {
    if (vendor == null) {
      return null;
    }
    return vendor.toPlainString() + (key.equals(SCORE) ? " of 10" : " %");
  }
}
