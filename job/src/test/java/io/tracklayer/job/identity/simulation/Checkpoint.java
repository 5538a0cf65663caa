package io.tracklayer.job.identity.simulation;

import io.tracklayer.job.identity.loop.Fence;
import java.util.List;

/**
 * A completed checkpoint: what a restore goes on from.
 *
 * @param position in the raw topic
 * @param unread offsets of the loop topic before {@code loopEnd} that were not read
 * @param loopEnd the end of the loop topic as far as it was known
 */
record Checkpoint(
    long id,
    int position,
    List<Integer> unread,
    int loopEnd,
    List<RecogniseTask.State> recognise,
    List<ForestTask.State> forest,
    List<Fence.PastEpoch> fence) {

  /** A start without one: raw events from the first, the loop from where it began. */
  static final Checkpoint NONE =
      new Checkpoint(0, 0, List.of(), 0, List.of(), List.of(), List.of());
}
