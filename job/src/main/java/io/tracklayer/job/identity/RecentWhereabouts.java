package io.tracklayer.job.identity;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Whereabouts;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What state holds of the anchors that were asked for last, so that state need not be asked again.
 * Whoever changes state tells this of it at once, so a checkpoint finds everything in state, and a
 * restore begins without any of this. Not thread-safe.
 */
final class RecentWhereabouts {

  /** Some megabytes of a subtask's heap. */
  private static final int MAX_ANCHORS = 20_000;

  /** Reads those of one anchor from state. */
  @FunctionalInterface
  interface Reader {
    @Nullable Whereabouts read() throws Exception;
  }

  private final int maxAnchors;
  private final Map<NodeId, Optional<Whereabouts>> leastRecentlyUsedFirst =
      new LinkedHashMap<>(16, 0.75f, true);

  RecentWhereabouts() {
    this(MAX_ANCHORS);
  }

  RecentWhereabouts(int maxAnchors) {
    this.maxAnchors = maxAnchors;
  }

  @Nullable Whereabouts get(NodeId anchor, Reader state) throws Exception {
    Optional<Whereabouts> known = leastRecentlyUsedFirst.get(anchor);
    if (known == null) {
      known = Optional.ofNullable(state.read());
      add(anchor, known);
    }
    return known.orElse(null);
  }

  /**
   * @param known what state holds of the anchor from now on; null for nothing
   */
  void put(NodeId anchor, @Nullable Whereabouts known) {
    add(anchor, Optional.ofNullable(known));
  }

  private void add(NodeId anchor, Optional<Whereabouts> known) {
    leastRecentlyUsedFirst.put(anchor, known);
    if (leastRecentlyUsedFirst.size() > maxAnchors) {
      Iterator<NodeId> anchors = leastRecentlyUsedFirst.keySet().iterator();
      anchors.next();
      anchors.remove();
    }
  }
}
