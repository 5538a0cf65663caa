package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.HintsInMemory;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.draft.Draft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A subtask of {@link io.tracklayer.job.identity.Recognise}, without Flink. */
final class RecogniseTask extends Task {

  /** Keyed state: by anchor. */
  record State(Map<NodeId, Set<String>> seen, HintsInMemory hints) {

    State() {
      this(new HashMap<>(), new HintsInMemory());
    }

    private State copy() {
      State copy = new State();
      seen.forEach((anchor, messages) -> copy.seen.put(anchor, new HashSet<>(messages)));
      hints.anchors().forEach(anchor -> copy.hints.copy(anchor, hints));
      return copy;
    }
  }

  private final World world;
  private final Fence fence;
  private final State state;
  private State snapshot;
  private List<Fence.PastEpoch> snapshotOfFence = List.of();

  RecogniseTask(String name, long barrier, State restored, Fence fence, World world) {
    super(name, barrier);
    state = restored;
    this.fence = fence;
    this.world = world;
  }

  Optional<Message> event(Draft draft) {
    if (!state.seen.computeIfAbsent(draft.anchor(), a -> new HashSet<>()).add(draft.messageId())) {
      return Optional.empty();
    }
    return Optional.of(state.hints.begin(draft));
  }

  void advice(LoopRecord record) {
    if (world.admission().admits(fence, record)) {
      state.hints.learn((Message.Hint) record.message());
    } else {
      world.trace().say(() -> "  fenced out");
    }
  }

  @Override
  void snapshot(long checkpoint) {
    snapshotOfFence = fence.snapshot(checkpoint, 0).stream().map(world.wire()::store).toList();
    snapshot = state.copy();
  }

  State state() {
    return state;
  }

  State lastSnapshot() {
    return snapshot;
  }

  List<Fence.PastEpoch> lastSnapshotOfFence() {
    return snapshotOfFence;
  }
}
