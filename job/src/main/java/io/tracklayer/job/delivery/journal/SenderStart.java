package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.delivery.claim.Sender;

/**
 * A delivery subtask's record that it has started. It is written to every partition of the log, and
 * acknowledged, before the subtask reads where the log ends.
 *
 * @param firstKeyGroup the first key group of the claims that it delivers
 * @param lastKeyGroup the last one, included
 */
public record SenderStart(String destination, Sender sender, int firstKeyGroup, int lastKeyGroup) {

  boolean covers(int keyGroup) {
    return firstKeyGroup <= keyGroup && keyGroup <= lastKeyGroup;
  }

  boolean overlaps(SenderStart other) {
    return firstKeyGroup <= other.lastKeyGroup && other.firstKeyGroup <= lastKeyGroup;
  }
}
