package io.tracklayer.job.identity.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeCacheTest {

  private static final NodeId ONE = new NodeId(1, 1);
  private static final NodeId TWO = new NodeId(2, 2);
  private static final NodeId THREE = new NodeId(3, 3);

  private final Memory store = new Memory();

  @Test
  void whatChangesOftenIsReadAndWrittenOnce() throws Exception {
    NodeCache cache = new NodeCache(store, 2, Long.MAX_VALUE);
    for (long proposals = 1; proposals <= 5; proposals++) {
      cache.get(ONE);
      cache.put(ONE, proposed(proposals), 0);
    }
    assertThat(cache.get(ONE)).isEqualTo(proposed(5));
    assertThat(store.calls).containsExactly("read " + ONE);

    cache.flush();
    cache.flush();
    assertThat(store.calls).containsExactly("read " + ONE, "write " + ONE);
    assertThat(store.states).containsExactly(Map.entry(ONE, proposed(5)));
  }

  @Test
  void theNodeUsedLongestAgoGivesWayAndIsWrittenOnlyIfItChanged() throws Exception {
    NodeCache cache = new NodeCache(store, 2, Long.MAX_VALUE);
    cache.get(ONE);
    cache.put(ONE, proposed(1), 0);
    cache.get(TWO);
    cache.get(ONE);
    cache.get(THREE);
    assertThat(store.states).as("the second has gone, and has no state").isEmpty();

    cache.get(TWO);
    assertThat(store.states).containsExactly(Map.entry(ONE, proposed(1)));
    assertThat(cache.get(ONE)).isEqualTo(proposed(1));
  }

  @Test
  void manySmallNodesFindRoomForOneLarge() throws Exception {
    NodeCache cache = new NodeCache(store, 1_000, 100_000);
    for (int i = 0; i < 20; i++) {
      cache.get(new NodeId(9, i));
      cache.put(new NodeId(9, i), proposed(i), 100);
    }
    assertThat(store.states).isEmpty();
    cache.get(ONE);
    cache.put(ONE, proposed(1), 10_000);
    assertThat(store.states).as("a change waits for the next node that is read").isEmpty();

    cache.get(TWO);
    assertThat(store.states).hasSizeBetween(5, 19).doesNotContainKey(ONE);
  }

  @Test
  void aNodeLargerThanAllRoomIsKeptAsLongAsItIsUsed() throws Exception {
    NodeCache cache = new NodeCache(store, 2, 1);
    cache.get(ONE);
    cache.put(ONE, proposed(1), 10_000);
    assertThat(cache.get(ONE)).isEqualTo(proposed(1));
    assertThat(store.calls).containsExactly("read " + ONE);
    cache.get(TWO);
    assertThat(store.states).containsExactly(Map.entry(ONE, proposed(1)));
  }

  private static NodeState proposed(long proposals) {
    return new NodeState(null, null, proposals, NodeState.FRESH.profile());
  }

  private static final class Memory implements NodeCache.Store {

    private final Map<NodeId, NodeState> states = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    @Override
    public NodeState read(NodeId node) {
      calls.add("read " + node);
      return states.get(node);
    }

    @Override
    public void write(NodeId node, NodeState state) {
      calls.add("write " + node);
      states.put(node, state);
    }
  }
}
