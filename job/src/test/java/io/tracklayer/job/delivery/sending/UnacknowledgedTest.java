package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnacknowledgedTest {

  private final Unacknowledged outcomes = new Unacknowledged();

  @Test
  void sendingGoesOnWhileAcknowledgementsAreYoung() {
    outcomes.published(100);

    assertThat(outcomes.holdSending(100 + Unacknowledged.PATIENCE_MS)).isFalse();
    assertThat(outcomes.holdSending(101 + Unacknowledged.PATIENCE_MS)).isTrue();
  }

  @Test
  void theOldestCounts() {
    long first = outcomes.published(100);
    outcomes.published(4_000);
    assertThat(outcomes.holdSending(6_000)).isTrue();

    outcomes.acknowledged(first);

    assertThat(outcomes.holdSending(6_000)).isFalse();
    assertThat(outcomes.holdSendingAt()).isEqualTo(4_001 + Unacknowledged.PATIENCE_MS);
  }

  @Test
  void acknowledgementsMayComeInAnyOrderAndTwice() {
    long first = outcomes.published(100);
    long second = outcomes.published(200);

    outcomes.acknowledged(second);
    outcomes.acknowledged(second);
    assertThat(outcomes.size()).isEqualTo(1);

    outcomes.acknowledged(first);
    assertThat(outcomes.holdSendingAt()).isEqualTo(Long.MAX_VALUE);
  }
}
