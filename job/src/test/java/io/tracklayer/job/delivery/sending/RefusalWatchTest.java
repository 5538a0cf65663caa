package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalWatchTest {

  private final RefusalWatch refusals = new RefusalWatch();

  @Test
  void halfOfTheLastHundredIsNotMost() {
    assertThat(refusals.refused("unknown_pixel", 50)).isFalse();
    assertThat(refusals.isSuspended()).isFalse();

    assertThat(refusals.refused("unknown_pixel", 1)).isTrue();
    assertThat(refusals.suspectedReason()).isEqualTo("unknown_pixel");
  }

  @Test
  void badEventsAmongGoodOnesSuspendNothing() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(refusals.refused("invalid", 1)).isFalse();
      refusals.taken(1);
    }
  }

  @Test
  void refusalsForDifferentReasonsSuspendNothing() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(refusals.refused("invalid", 1)).isFalse();
      assertThat(refusals.refused("unknown_pixel", 1)).isFalse();
    }
  }

  @Test
  void whatIsLongAgoDoesNotCount() {
    refusals.refused("invalid", 50);
    refusals.taken(RefusalWatch.WINDOW);

    assertThat(refusals.refused("invalid", 50)).isFalse();
  }

  @Test
  void theFirstEventThatIsTakenEndsIt() {
    refusals.refused("unknown_pixel", 100);
    assertThat(refusals.refused("unknown_pixel", 1)).isFalse();
    assertThat(refusals.isSuspended()).isTrue();

    refusals.taken(1);

    assertThat(refusals.isSuspended()).isFalse();
    assertThat(refusals.refused("unknown_pixel", 1)).isFalse();
  }
}
