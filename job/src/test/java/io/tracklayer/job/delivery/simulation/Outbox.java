package io.tracklayer.job.delivery.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays the producer of a subtask: what it writes to one partition of one topic gets there in its
 * order, and independently of every other partition and of the other topic.
 */
final class Outbox {

  private final World world;
  private final List<Part> parts = new ArrayList<>();

  /** What waits for one partition. */
  private record Part(Topic topic, int partition, List<LogRecord.Settled> waiting) {}

  Outbox(World world) {
    this.world = world;
    for (Topic topic : Topic.values()) {
      for (int partition = 0; partition < world.mix.logPartitions(); partition++) {
        parts.add(new Part(topic, partition, new ArrayList<>()));
      }
    }
  }

  void add(Topic topic, LogRecord.Settled entry) {
    int partition = world.logPartition(entry.past().claim());
    for (Part part : parts) {
      if (part.topic == topic && part.partition == partition) {
        part.waiting.add(entry);
      }
    }
  }

  /**
   * @param most of each partition
   */
  boolean flush(int most, Consumer<LogRecord.Settled> acknowledged) {
    boolean any = false;
    for (Part part : parts) {
      any |= flush(part, most, acknowledged);
    }
    return any;
  }

  boolean isEmpty() {
    return parts.stream().allMatch(part -> part.waiting.isEmpty());
  }

  /** Of one partition alone. */
  boolean flushOne(int most, Consumer<LogRecord.Settled> acknowledged) {
    return flush(world.chance.pick(parts), most, acknowledged);
  }

  private boolean flush(Part part, int most, Consumer<LogRecord.Settled> acknowledged) {
    if (world.isAway(part.partition)) {
      return false;
    }
    int count = Math.min(most, part.waiting.size());
    for (int i = 0; i < count; i++) {
      LogRecord.Settled entry = part.waiting.remove(0);
      world.write(part.topic, part.partition, entry);
      acknowledged.accept(entry);
    }
    return count > 0;
  }

  /**
   * Its process dies: all, some or none of each buffer still goes out; of the rest, some much
   * later.
   *
   * @param later takes what reaches a log after the next life has started
   */
  void lose(Consumer<Runnable> later) {
    for (Part part : parts) {
      int out = world.isAway(part.partition) ? 0 : outOf(part.waiting.size());
      boolean isLate = world.chance.of(0.1);
      for (int i = 0; i < part.waiting.size(); i++) {
        LogRecord.Settled entry = part.waiting.get(i);
        if (i < out) {
          world.write(part.topic, part.partition, entry);
        } else if (isLate) {
          later.accept(() -> world.write(part.topic, part.partition, entry));
        }
      }
      part.waiting.clear();
    }
  }

  private int outOf(int waiting) {
    return switch (world.chance.below(3)) {
      case 0 -> 0;
      case 1 -> waiting;
      default -> world.chance.below(waiting + 1);
    };
  }
}
