package io.tracklayer.job.delivery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderFenceTest {

  private static final Sender OLD = new Sender(3, "b");
  private static final Sender NEW = new Sender(4, "a");

  private final SenderFence fence = new SenderFence(List.of());

  private static SenderStart started(Sender sender, int first, int last) {
    return new SenderStart("meta", sender, first, last);
  }

  private static PastOutcome rejectedBy(Sender sender) {
    return new PastOutcome("b0", "m1", null, Outcome.REJECTED, false, 5, sender, null, null);
  }

  @Test
  void whatASenderWritesBeforeItIsReplacedCounts() {
    fence.observe(0, started(OLD, 0, 9));

    assertThat(fence.counts(0, rejectedBy(OLD), 5)).isTrue();
  }

  @Test
  void whatAReplacedSenderWritesIsVoid() {
    fence.observe(0, started(OLD, 0, 9));
    fence.observe(0, started(NEW, 0, 4));

    assertThat(fence.counts(0, rejectedBy(OLD), 4)).isFalse();
    assertThat(fence.counts(0, rejectedBy(NEW), 4)).isTrue();
  }

  @Test
  void onlyForTheKeyGroupsThatTheOtherTook() {
    fence.observe(0, started(NEW, 0, 4));

    assertThat(fence.counts(0, rejectedBy(OLD), 5)).isTrue();
  }

  @Test
  void onlyBehindTheStartInTheSamePartition() {
    fence.observe(1, started(NEW, 0, 9));

    assertThat(fence.counts(0, rejectedBy(OLD), 5)).isTrue();
    assertThat(fence.counts(1, rejectedBy(OLD), 5)).isFalse();
  }

  @Test
  void whatWasDeliveredCountsWhoeverDidIt() {
    fence.observe(0, started(NEW, 0, 9));
    PastOutcome delivered =
        new PastOutcome("b0", "m1", "e1", Outcome.DELIVERED, true, 5, OLD, null, null);

    assertThat(fence.counts(0, delivered, 5)).isTrue();
  }

  @Test
  void aStartOfLessThanTheOldOneHadLeavesTheRestToOtherStarts() {
    fence.observe(0, started(NEW, 0, 9));
    fence.observe(0, started(new Sender(5, "c"), 0, 4));

    assertThat(fence.counts(0, rejectedBy(OLD), 8)).isFalse();
    assertThat(fence.counts(0, rejectedBy(NEW), 8)).isTrue();
    assertThat(fence.counts(0, rejectedBy(NEW), 3)).isFalse();
  }

  @Test
  void theSendersOfTheCheckpointAreKnownInEveryPartition() {
    SenderFence restored = new SenderFence(List.of(started(NEW, 0, 9)));

    assertThat(restored.counts(2, rejectedBy(OLD), 5)).isFalse();
    assertThat(restored.nextEpoch()).isEqualTo(5);
  }

  @Test
  void ofTwoThatStartAtTheSameMomentOneReplacesTheOther() {
    SenderStart one = started(new Sender(4, "a"), 0, 9);
    SenderStart other = started(new Sender(4, "b"), 0, 9);
    fence.observe(0, one);
    fence.observe(0, other);

    assertThat(fence.hasReplaced(one)).isTrue();
    assertThat(fence.hasReplaced(other)).isFalse();
  }

  @Test
  void aSenderBesideItReplacesNobody() {
    fence.observe(0, started(NEW, 0, 4));

    assertThat(fence.hasReplaced(started(OLD, 5, 9))).isFalse();
    assertThat(fence.hasReplaced(started(OLD, 4, 9))).isTrue();
  }

  @Test
  void theNextEpochIsHigherThanAllThatWereRead() {
    fence.observe(0, started(new Sender(7, "a"), 0, 4));
    fence.observe(1, started(new Sender(3, "b"), 5, 9));

    assertThat(fence.nextEpoch()).isEqualTo(8);
  }
}
