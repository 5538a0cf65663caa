package io.tracklayer.job.gate;

import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.Statement;
import java.util.Map;

/** A record that comes to a gate, in the order of the canonical topic's partition. */
public sealed interface Incoming {

  /** The key under which the gate handles it. */
  String key();

  /** An event that concerns the destination. */
  record OfEvent(Gate.Arrival arrival) implements Incoming {

    /** The profile id; an event without a profile has a key of its own. */
    @Override
    public String key() {
      CopyRef ref = arrival.ref();
      return ref.profileId() != null ? ref.profileId() : "event:" + ref.messageId();
    }
  }

  /** The denials of an event, for another id of its profile. */
  record Denial(String profileId, Map<String, Statement> denials) implements Incoming {
    @Override
    public String key() {
      return profileId;
    }
  }

  /**
   * Reports that everything that a partition held when the job started has been passed on.
   *
   * @param partitions how many partitions there are
   * @param key routes the report to a subtask of the gate
   */
  record ReadThrough(int partition, int partitions, String key) implements Incoming {}
}
