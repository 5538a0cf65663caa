package io.tracklayer.job.delivery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderRightsTest {

  private static final SenderStart OWN = new SenderStart("crm", new Sender(3, "own"), 0, 9);

  private boolean hasCaughtUp = true;
  private boolean isHeld;
  private final SenderRights rights =
      new SenderRights(OWN, new SenderFence(List.of()), () -> hasCaughtUp, () -> isHeld);

  private static SenderStart started(long epoch, int first, int last) {
    return new SenderStart("crm", new Sender(epoch, "another"), first, last);
  }

  @Test
  void itSendsWhenNothingStandsInTheWay() {
    assertThat(rights.permission()).isEqualTo(Permission.SEND);
  }

  @Test
  void itOnlySettlesUntilItHasCaughtUpAndWhileItIsHeld() {
    hasCaughtUp = false;
    assertThat(rights.permission()).isEqualTo(Permission.SETTLE);

    hasCaughtUp = true;
    isHeld = true;
    assertThat(rights.permission()).isEqualTo(Permission.SETTLE);

    isHeld = false;
    assertThat(rights.permission()).isEqualTo(Permission.SEND);
  }

  @Test
  void aLaterSenderOfAnyOfItsClaimsReplacesItForEver() {
    assertThat(rights.observe(1, started(4, 9, 12))).isTrue();
    assertThat(rights.permission()).isEqualTo(Permission.NOTHING);

    assertThat(rights.observe(1, started(5, 9, 12))).as("told once").isFalse();
    assertThat(rights.isReplaced()).isTrue();
  }

  @Test
  void itsOwnStartAnEarlierOneAndOneOfOtherClaimsDoNot() {
    assertThat(rights.observe(0, OWN)).isFalse();
    assertThat(rights.observe(0, started(2, 0, 9))).isFalse();
    assertThat(rights.observe(0, started(4, 10, 19))).isFalse();
    assertThat(rights.permission()).isEqualTo(Permission.SEND);
  }

  @Test
  void aSavepointToStopWithStopsRequestsUnlessItIsAborted() {
    rights.stopFor(7);
    assertThat(rights.permission()).isEqualTo(Permission.SETTLE);

    assertThat(rights.aborted(6)).as("another checkpoint").isFalse();
    assertThat(rights.permission()).isEqualTo(Permission.SETTLE);

    assertThat(rights.aborted(7)).isTrue();
    assertThat(rights.permission()).isEqualTo(Permission.SEND);
    assertThat(rights.aborted(7)).isFalse();
  }
}
