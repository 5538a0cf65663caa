package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.draft.Draft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A subtask of {@link io.tracklayer.job.identity.Recognise}, without Flink. */
final class RecogniseTask extends Task {

  /** Keyed state: by anchor. */
  record State(Map<NodeId, Set<String>> seen, Map<NodeId, NodeId> hints) {

    State() {
      this(new HashMap<>(), new HashMap<>());
    }

    private State copy() {
      State copy = new State();
      seen.forEach((anchor, messages) -> copy.seen.put(anchor, new HashSet<>(messages)));
      copy.hints.putAll(hints);
      return copy;
    }
  }

  private final State state;
  private State snapshot;

  RecogniseTask(String name, long barrier, State restored) {
    super(name, barrier);
    state = restored;
  }

  Optional<Message> event(Draft draft) {
    if (!state.seen.computeIfAbsent(draft.anchor(), a -> new HashSet<>()).add(draft.messageId())) {
      return Optional.empty();
    }
    NodeId hint = draft.anchor().standsForIdentifier() ? state.hints.get(draft.anchor()) : null;
    return Optional.of(Message.Join.begin(draft, hint));
  }

  void advice(Message.Hint advice) {
    if (advice.root().equals(advice.to())) {
      state.hints.remove(advice.to());
    } else {
      state.hints.put(advice.to(), advice.root());
    }
  }

  @Override
  void snapshot(long checkpoint) {
    snapshot = state.copy();
  }

  State lastSnapshot() {
    return snapshot;
  }
}
