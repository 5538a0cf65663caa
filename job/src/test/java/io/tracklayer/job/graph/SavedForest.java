package io.tracklayer.job.graph;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.identifier;
import static io.tracklayer.job.identity.ForestHarness.joining;
import static io.tracklayer.job.identity.ForestHarness.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.job.identity.Forest;
import io.tracklayer.job.identity.ForestHarness;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.PastEpochCodec;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.SavedOperator;
import java.util.Iterator;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListStateDescriptor;

/**
 * A root, one that waits for an answer with an event parked, a body that waits for its event, and
 * the execution that they belong to.
 */
final class SavedForest implements SavedOperator<ForestHarness> {

  private static final Identifier DEVICE = identifier("anonymous_id", "device-", true);
  private static final Identifier USER_ELSEWHERE = identifier("user_id", "elsewhere-", false);
  private static final Identifier EMAIL = identifier("email", "here@example.com", true);
  private static final Message.Join JOIN =
      joining(draft("m2", USER_ELSEWHERE, EMAIL), node(USER_ELSEWHERE), node(EMAIL));

  private static final Identifier USER = identifier("user_id", "here-", true);
  private static final Identifier EMAIL_ELSEWHERE =
      identifier("email", "elsewhere@example.com", false);
  private static final Draft LARGE =
      draft("m4", USER, EMAIL_ELSEWHERE).withBody(new byte[LocalNodes.MAX_BODY + 1]);

  @Override
  public String uid() {
    return "forest";
  }

  @Override
  public ForestHarness harness() throws Exception {
    return new ForestHarness(2);
  }

  @Override
  public void fill(ForestHarness forest) throws Exception {
    forest.take(draft("m1", DEVICE));
    forest.take(JOIN);
    forest.take(JOIN);
    forest.take(LARGE);
  }

  @Override
  public void check(ForestHarness forest) throws Exception {
    forest.take(draft("m3", DEVICE));
    assertThat(forest.extractOutputValues())
        .as("the root is known")
        .extracting(Resolved::state)
        .containsExactly(IdentityState.RECOGNISED);

    Resolved found =
        new Resolved(
            LARGE.withBody(new byte[0]),
            Profile.of(LARGE),
            IdentityState.MERGED,
            new TreeSet<>(),
            false,
            2);
    forest.loop(past(forest), 0, new Message.Return(node(USER), found));
    assertThat(forest.extractOutputValues())
        .as("a body waits for its event")
        .extracting(resolved -> resolved.event().body().length)
        .contains(LARGE.body().length);

    forest.loop(past(forest), 0, new Message.Accept(node(EMAIL), node(USER_ELSEWHERE), 1));
    assertThat(forest.sent())
        .as("the fence lets the past's answer through, and what was parked goes on")
        .extracting(record -> record.message().to())
        .contains(node(USER_ELSEWHERE));
  }

  private static Epoch past(ForestHarness forest) throws Exception {
    Iterator<Fence.PastEpoch> pasts =
        ((Forest) forest.getOperator())
            .getOperatorStateBackend()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "fence", new CodecTypeInfo<>(Fence.PastEpoch.class, new PastEpochCodec())))
            .get()
            .iterator();
    return pasts.next().epoch();
  }
}
