package io.tracklayer.cli.quality;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many events of one name carry one match key: of those that were delivered, or of those that
 * would have been but for {@code mode: log}.
 *
 * @param key the match key, or {@value #SCORE} for the vendor's own score
 * @param delivered how many events were delivered; 0 if it is about the others
 * @param wouldSend how many would have been sent; 0 if it is about delivered events
 * @param before how many of them brought it themselves
 * @param after how many the destination was given it of
 * @param vendor the percentage, or the score, that the vendor says; none if it says none
 */
public record MatchShare(
    String destination,
    String event,
    String key,
    long delivered,
    long wouldSend,
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
    long all = delivered + wouldSend;
    if (part == 0 || part == all) {
      return part == 0 ? "0 %" : "100 %";
    }
    return Math.min(99, Math.max(1, Math.round(100.0 * part / all))) + " %";
  }

  public String events() {
    return wouldSend == 0 ? String.valueOf(delivered) : wouldSend + " only logged";
  }

  public @Nullable String vendorText() {
    if (vendor == null) {
      return null;
    }
    return vendor.toPlainString() + (key.equals(SCORE) ? " of 10" : " %");
  }
}
