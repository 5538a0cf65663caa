package io.tracklayer.job.identity.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.loop.Fence.PastEpoch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {

  private static final Epoch FIRST = new Epoch(new NodeId(1, 1), 0);
  private static final Epoch SECOND = new Epoch(new NodeId(1, 1), 1);
  private static final Epoch THIRD = new Epoch(new NodeId(2, 2), 0);
  private static final long NOW = 1_700_000_000_000L;

  @Test
  void itsOwnMessagesPassWhateverTheirStamp() {
    Fence fence = new Fence(FIRST, List.of(), NOW);
    assertThat(fence.admits(FIRST, 0)).isTrue();
    assertThat(fence.admits(FIRST, 99)).isTrue();
  }

  @Test
  void messagesOfAStrangerDoNotPass() {
    assertThat(new Fence(FIRST, List.of(), NOW).admits(SECOND, 0)).isFalse();
  }

  @Test
  void whatIsSentCarriesTheLastCheckpointThatItsSenderHasTaken() {
    Fence fence = new Fence(FIRST, List.of(), NOW);
    assertThat(fence.stamp()).isZero();
    fence.snapshot(7, NOW);
    assertThat(fence.stamp()).isEqualTo(7);
  }

  @Test
  void ofThePastOnlyWhatWasSentBeforeTheRestoredCheckpointPasses() {
    Fence restored = new Fence(SECOND, new Fence(FIRST, List.of(), NOW).snapshot(7, NOW), NOW);
    assertThat(restored.admits(FIRST, 6)).isTrue();
    assertThat(restored.admits(FIRST, 7)).isFalse();
    assertThat(restored.admits(FIRST, 8)).isFalse();
  }

  @Test
  void thePastOfThePastIsRemembered() {
    Fence second = new Fence(SECOND, new Fence(FIRST, List.of(), NOW).snapshot(7, NOW), NOW);
    Fence third = new Fence(THIRD, second.snapshot(12, NOW), NOW);
    assertThat(third.admits(FIRST, 6)).isTrue();
    assertThat(third.admits(FIRST, 7)).isFalse();
    assertThat(third.admits(SECOND, 11)).isTrue();
    assertThat(third.admits(SECOND, 12)).isFalse();
  }

  @Test
  void anExecutionThatWasRolledBackAltogetherIsAStranger() {
    List<PastEpoch> older = new Fence(FIRST, List.of(), NOW).snapshot(7, NOW);
    Fence second = new Fence(SECOND, older, NOW);
    second.snapshot(8, NOW);
    assertThat(new Fence(THIRD, older, NOW).admits(SECOND, 0)).isFalse();
  }

  @Test
  void whatAllSubtasksTellCountsOnceAndTheStrictestWins() {
    List<PastEpoch> told = new ArrayList<>();
    told.add(new PastEpoch(FIRST, 7, 0));
    told.add(new PastEpoch(FIRST, 5, 0));
    told.add(new PastEpoch(FIRST, 7, 0));
    Fence fence = new Fence(SECOND, told, NOW);
    assertThat(fence.admits(FIRST, 4)).isTrue();
    assertThat(fence.admits(FIRST, 5)).isFalse();
    assertThat(fence.snapshot(9, NOW)).hasSize(2);
  }

  @Test
  void anExecutionThatIsLongPastIsForgottenAtACheckpoint() {
    Fence second = new Fence(SECOND, new Fence(FIRST, List.of(), NOW).snapshot(7, NOW), NOW);
    assertThat(second.snapshot(8, NOW + Fence.KEPT_MS - 1)).hasSize(2);
    assertThat(second.snapshot(9, NOW + Fence.KEPT_MS))
        .extracting(PastEpoch::epoch)
        .containsExactly(SECOND);
  }

  @Test
  void timeInWhichTheJobWasDownDoesNotMakeAPastOlder() {
    List<PastEpoch> told = new Fence(FIRST, List.of(), NOW).snapshot(7, NOW);
    long later = NOW + 2 * Fence.KEPT_MS;
    Fence restored = new Fence(SECOND, told, later);
    assertThat(restored.snapshot(8, later + Fence.KEPT_MS - 1))
        .extracting(PastEpoch::epoch)
        .contains(FIRST);
  }

  @Test
  void aJobThatKeepsRestartingForgetsAllTheSame() {
    List<PastEpoch> told = new Fence(FIRST, List.of(), NOW).snapshot(1, NOW);
    long day = Fence.KEPT_MS / 30;
    for (int restart = 1; restart <= 40; restart++) {
      long now = NOW + restart * day;
      told =
          new Fence(new Epoch(new NodeId(1, 1), restart), told, now).snapshot(restart, now + day);
    }
    assertThat(told).hasSize(30).extracting(PastEpoch::epoch).doesNotContain(FIRST);
  }
}
