package io.tracklayer.job.delivery;

/**
 * A delivery subtask's word that it has started, in every partition of the log and acknowledged
 * before it reads where the log ends.
 *
 * @param firstKeyGroup of the claims that it delivers
 * @param lastKeyGroup included
 */
public record Started(String destination, Sender sender, int firstKeyGroup, int lastKeyGroup) {

  boolean covers(int keyGroup) {
    return firstKeyGroup <= keyGroup && keyGroup <= lastKeyGroup;
  }

  boolean overlaps(Started other) {
    return firstKeyGroup <= other.lastKeyGroup && other.firstKeyGroup <= lastKeyGroup;
  }
}
