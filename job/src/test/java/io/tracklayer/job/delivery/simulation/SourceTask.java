package io.tracklayer.job.delivery.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plays one source subtask, with the selection behind it. */
final class SourceTask {

  private final World world;
  private final Pipeline pipeline;
  private final int index;
  private final int tasks;
  private final Map<Integer, String> toldDenials = new HashMap<>();
  private boolean hasReadUp;
  private boolean hasEmitted = true;

  SourceTask(World world, Pipeline pipeline, int index, int tasks) {
    this.world = world;
    this.pipeline = pipeline;
    this.index = index;
    this.tasks = tasks;
  }

  /** A checkpoint begins. */
  void begin() {
    hasEmitted = false;
  }

  boolean emitBarrier() {
    if (pipeline.pending == null || hasEmitted) {
      return false;
    }
    hasEmitted = true;
    for (int partition = index; partition < pipeline.offsets.length; partition += tasks) {
      pipeline.pending.offsets[partition] = pipeline.offsets[partition];
    }
    pipeline.toEveryGate(index, new Element.Barrier());
    return true;
  }

  boolean read() {
    if (world.chance.of(world.isCalm ? 1 : 0.3) && emitBarrier()) {
      return true;
    }
    int own = (pipeline.offsets.length - index + tasks - 1) / tasks;
    int first = world.chance.below(own);
    for (int i = 0; i < own; i++) {
      int partition = index + tasks * ((first + i) % own);
      List<Canonical> topic = world.canonical.get(partition);
      if (pipeline.offsets[partition] < topic.size()) {
        emit(topic.get(pipeline.offsets[partition]++));
        readUp();
        return true;
      }
    }
    return readUp();
  }

  private void emit(Canonical entry) {
    if (!entry.isFor(pipeline.destination)) {
      return;
    }
    pipeline.toGateOf(index, entry.profile(), new Element.Event(entry));
    if (entry.deniedFor().isEmpty()) {
      return;
    }
    String denials = entry.deniedFor() + " " + entry.said().at();
    if (!denials.equals(toldDenials.put(entry.profile(), denials))) {
      for (int profile : entry.deniedFor()) {
        pipeline.toGateOf(index, profile, new Element.Denial(profile, entry.said()));
      }
    }
  }

  private boolean readUp() {
    if (hasReadUp) {
      return false;
    }
    for (int partition = index; partition < pipeline.offsets.length; partition += tasks) {
      if (!pipeline.isCaughtUp(partition)) {
        return false;
      }
    }
    hasReadUp = true;
    pipeline.toEveryGate(index, new Element.ReadUp(index));
    return true;
  }
}
