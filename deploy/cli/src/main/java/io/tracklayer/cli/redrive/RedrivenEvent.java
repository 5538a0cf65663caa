package io.tracklayer.cli.redrive;

/**
 * An event on its way back into delivery.
 *
 * @param key the key of its record: the profile id, or the event id if the event identifies nobody
 * @param json the canonical event
 * @param liftedAt the time of its newest final outcome, epoch milliseconds
 */
record RedrivenEvent(String key, byte[] json, long liftedAt) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "RedrivenEvent[" + key + "]";
  }
}
