package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Whereabouts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentWhereaboutsTest {

  private static final NodeId ONE = new NodeId(1, 1);
  private static final NodeId TWO = new NodeId(2, 2);
  private static final NodeId THREE = new NodeId(3, 3);
  private static final Whereabouts SOMEWHERE = new Whereabouts(new NodeId(0, 9), false);

  private final Map<NodeId, Whereabouts> state = new HashMap<>(Map.of(ONE, SOMEWHERE));
  private final List<NodeId> read = new ArrayList<>();
  private final RecentWhereabouts recent = new RecentWhereabouts(2);

  @Test
  void stateIsAskedOnceAlsoForAnAnchorOfWhichItHoldsNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get(ONE)).isEqualTo(SOMEWHERE);
      assertThat(get(TWO)).isNull();
    }
    assertThat(read).containsExactly(ONE, TWO);
  }

  @Test
  void whatChangesIsKnownWithoutAskingAgain() throws Exception {
    get(ONE);
    recent.put(ONE, null);
    recent.put(TWO, SOMEWHERE);
    assertThat(get(ONE)).isNull();
    assertThat(get(TWO)).isEqualTo(SOMEWHERE);
    assertThat(read).containsExactly(ONE);
  }

  @Test
  void theAnchorAskedForLongestAgoGivesWay() throws Exception {
    get(ONE);
    get(TWO);
    get(ONE);
    get(THREE);
    get(ONE);
    get(TWO);
    assertThat(read).containsExactly(ONE, TWO, THREE, TWO);
  }

  private Whereabouts get(NodeId anchor) throws Exception {
    return recent.get(
        anchor,
        () -> {
          read.add(anchor);
          return state.get(anchor);
        });
  }
}
