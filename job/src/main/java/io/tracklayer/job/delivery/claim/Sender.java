package io.tracklayer.job.delivery.claim;

/**
 * One run of one delivery subtask. A later run has a higher epoch; of two runs with the same epoch,
 * started at the same moment, the one with the greater id counts as higher.
 *
 * @param epoch one more than the highest that it read before it started
 * @param id random, of this run alone
 */
public record Sender(long epoch, String id) implements Comparable<Sender> {

  /** The sender of records that were written without a fence; every other sender is higher. */
  public static final Sender UNKNOWN = new Sender(0, "");

  @Override
  public int compareTo(Sender other) {
    return epoch != other.epoch ? Long.compare(epoch, other.epoch) : id.compareTo(other.id);
  }

  public boolean isHigherThan(Sender other) {
    return compareTo(other) > 0;
  }
}
