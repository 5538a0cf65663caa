package io.tracklayer.job.delivery;

/**
 * One life of one delivery subtask. A later life has a higher epoch; of two with the same, started
 * at the same moment, the greater id counts as the higher.
 *
 * @param epoch one more than the highest that it read before it started
 * @param id random, of this life alone
 */
public record Sender(long epoch, String id) implements Comparable<Sender> {

  /** Of what was written without a fence: every sender is higher. */
  public static final Sender UNKNOWN = new Sender(0, "");

  @Override
  public int compareTo(Sender other) {
    return epoch != other.epoch ? Long.compare(epoch, other.epoch) : id.compareTo(other.id);
  }

  boolean isHigherThan(Sender other) {
    return compareTo(other) > 0;
  }
}
