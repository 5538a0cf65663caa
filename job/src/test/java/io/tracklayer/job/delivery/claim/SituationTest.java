package io.tracklayer.job.delivery.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.delivery.claim.Situation.Permission;
import org.junit.jupiter.api.Test;

class SituationTest {

  @Test
  void aSenderSendsWhenNothingSpeaksAgainstIt() {
    assertThat(Permission.of(false, true, false, false)).isEqualTo(Permission.SEND);
  }

  @Test
  void itOnlySettlesBeforeItHasCaughtUpWhileItStopsAndWhileOutcomesAreNotAcknowledged() {
    assertThat(Permission.of(false, false, false, false)).isEqualTo(Permission.SETTLE);
    assertThat(Permission.of(false, true, true, false)).isEqualTo(Permission.SETTLE);
    assertThat(Permission.of(false, true, false, true)).isEqualTo(Permission.SETTLE);
  }

  @Test
  void itDoesNothingOnceItIsReplaced() {
    assertThat(Permission.of(true, true, false, false)).isEqualTo(Permission.NOTHING);
  }
}
