package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.delivery.journal.SenderFence;
import io.tracklayer.job.delivery.journal.SenderStart;
import java.util.ArrayList;
import java.util.List;

/** Reads the logs for one delivery subtask: at its start, and for as long as it lives. */
final class ReadBack {

  private final World world;
  private final int destination;
  private final Snapshot restored;
  private int[] watchedTo;

  /**
   * @param restored null for a start without state
   */
  ReadBack(World world, int destination, Snapshot restored) {
    this.world = world;
    this.destination = destination;
    this.restored = restored;
  }

  /** Higher than all that have started before. */
  long nextEpoch() {
    long next = 0;
    for (Topic topic : Topic.values()) {
      SenderFence fence = fence();
      read(topic, fence);
      next = Math.max(next, fence.nextEpoch());
    }
    return next;
  }

  /** Says that a sender starts, in every partition. */
  void announce(SenderStart started, int life) {
    if (world.have(Safeguard.SENDERS_ARE_FENCED)) {
      for (Topic topic : Topic.values()) {
        for (int partition = 0; partition < world.mix.logPartitions(); partition++) {
          world.write(topic, partition, new LogRecord.Start(destination, life, started));
        }
      }
    }
    watchedTo = world.ends(world.log(Topic.CLAIMS));
  }

  /** Every outcome that counts and may be missing in the state. */
  List<LogRecord.Settled> settled(Topic topic) {
    return read(topic, fence());
  }

  private SenderFence fence() {
    boolean knows =
        restored != null
            && world.have(Safeguard.SENDERS_ARE_FENCED)
            && world.have(Safeguard.A_CHECKPOINT_KNOWS_ITS_SENDERS);
    return new SenderFence(knows ? restored.starts : List.of());
  }

  private List<LogRecord.Settled> read(Topic topic, SenderFence fence) {
    List<LogRecord.Settled> counting = new ArrayList<>();
    for (int partition = 0; partition < world.mix.logPartitions(); partition++) {
      List<LogRecord> all = world.log(topic).get(partition);
      int from = restored == null ? 0 : restored.position(topic, partition);
      for (LogRecord entry : all.subList(from, all.size())) {
        if (entry.destination() != destination) {
          continue;
        }
        if (entry instanceof LogRecord.Start start) {
          fence.observe(partition, start.started());
        } else if (entry instanceof LogRecord.Settled settled
            && isReadBack(settled)
            && fence.counts(partition, settled.past(), World.keyGroup(settled.past().home()))) {
          counting.add(settled);
        }
      }
    }
    return counting;
  }

  private boolean isReadBack(LogRecord.Settled settled) {
    return !settled.isOnlyLogged() || !world.have(Safeguard.WHAT_IS_ONLY_LOGGED_BINDS_NOBODY);
  }

  /** Reads on among the claims, and says whether another sender has replaced this one. */
  boolean hasReplaced(SenderStart own) {
    SenderFence fence = new SenderFence(List.of());
    for (int partition = 0; partition < watchedTo.length; partition++) {
      List<LogRecord> all = world.log(Topic.CLAIMS).get(partition);
      for (LogRecord entry : all.subList(watchedTo[partition], all.size())) {
        if (entry instanceof LogRecord.Start start && entry.destination() == destination) {
          fence.observe(partition, start.started());
        }
      }
      watchedTo[partition] = all.size();
    }
    return fence.hasReplaced(own);
  }
}
