package io.tracklayer.job.gate.selection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the canonical topic, its value unparsed.
 *
 * @param partition the record's partition
 * @param offset the record's offset in it
 * @param redrive null unless the record was written by {@code redrive}
 * @param deniedFor see {@link io.tracklayer.job.canonical.OtherProfiles}
 */
public record Published(
    int partition, long offset, byte[] json, @Nullable Redrive redrive, List<String> deniedFor) {

  /** Whether the record concerns a destination at all. */
  public boolean isFor(String destination) {
    return redrive == null || redrive.destination().equals(destination);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Published[" + json.length + " bytes, " + redrive + "]";
  }
}
