package io.tracklayer.job.identity.simulation;

import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.NodeCache;
import io.tracklayer.job.identity.protocol.Protocol;
import java.util.function.Function;

/**
 * The safeguards of a run: all the real ones, or all but one, to see that the properties notice.
 *
 * @param rules by the limits of the run
 */
record Safeguards(Function<Limits, LocalNodes.Rules> rules, Admission admission, Barrier barrier) {

  /** Which messages of the loop are handled at all. */
  @FunctionalInterface
  interface Admission {
    boolean admits(Fence fence, LoopRecord record);
  }

  /** What a subtask of the forest does with its cache before it takes its part of a checkpoint. */
  @FunctionalInterface
  interface Barrier {
    void passes(NodeCache cache) throws Exception;
  }

  static final Admission FENCED = (fence, record) -> fence.admits(record.epoch(), record.stamp());

  static final Safeguards ALL =
      new Safeguards(limits -> new Protocol(limits)::handle, FENCED, NodeCache::flush);
}
