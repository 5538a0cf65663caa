package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.delivery.SenderFence;
import io.tracklayer.job.delivery.Started;
import java.util.List;
import java.util.function.Consumer;

/** What one delivery subtask reads of the log: at its start, and for as long as it lives. */
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
    SenderFence fence = fence();
    read(fence, unused -> {});
    return fence.nextEpoch();
  }

  /** Says that a sender starts, in every partition. */
  void announce(Started started, int life) {
    if (world.have(Safeguard.SENDERS_ARE_FENCED)) {
      for (int partition = 0; partition < world.mix.logPartitions(); partition++) {
        world.write(new LogRecord.Start(destination, life, started), partition);
      }
    }
    watchedTo = world.ends(world.log);
  }

  /** Visits every outcome that counts and may be missing in the state. */
  void visit(Consumer<LogRecord.Settled> visitor) {
    read(fence(), visitor);
  }

  private SenderFence fence() {
    boolean knows =
        restored != null
            && world.have(Safeguard.SENDERS_ARE_FENCED)
            && world.have(Safeguard.A_CHECKPOINT_KNOWS_ITS_SENDERS);
    return new SenderFence(knows ? restored.starts : List.of());
  }

  private void read(SenderFence fence, Consumer<LogRecord.Settled> visitor) {
    for (int partition = 0; partition < world.mix.logPartitions(); partition++) {
      List<LogRecord> topic = world.log.get(partition);
      int from = restored == null ? 0 : restored.positions[partition];
      for (LogRecord entry : topic.subList(from, topic.size())) {
        if (entry.destination() != destination) {
          continue;
        }
        if (entry instanceof LogRecord.Start start) {
          fence.observe(partition, start.started());
        } else if (entry instanceof LogRecord.Settled settled
            && fence.counts(partition, settled.past(), World.keyGroup(settled.past().claim()))) {
          visitor.accept(settled);
        }
      }
    }
  }

  /** Reads on, and says whether another sender has replaced this one. */
  boolean hasReplaced(Started own) {
    SenderFence fence = new SenderFence(List.of());
    for (int partition = 0; partition < watchedTo.length; partition++) {
      List<LogRecord> topic = world.log.get(partition);
      for (LogRecord entry : topic.subList(watchedTo[partition], topic.size())) {
        if (entry instanceof LogRecord.Start start && entry.destination() == destination) {
          fence.observe(partition, start.started());
        }
      }
      watchedTo[partition] = topic.size();
    }
    return fence.hasReplaced(own);
  }
}
