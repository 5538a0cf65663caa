package io.tracklayer.rudderstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final ByteBudget budget = new ByteBudget(100, now::get);

  @Test
  void whatIsWithinTheLimitIsNoOverload() {
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(40)).isTrue();
    assertThat(budget.isExhausted()).isFalse();
  }

  @Test
  void whoIsRefusedHoldsNothing() {
    budget.take(60);
    assertThat(budget.take(41)).isFalse();
    assertThat(budget.held()).isEqualTo(60);
  }

  @Test
  void aRefusalIsRememberedForAWhileAndThenForgotten() {
    budget.take(60);
    budget.take(41);
    budget.giveBack(60);
    assertThat(budget.isExhausted()).isTrue();
    now.addAndGet(ByteBudget.REMEMBERED.toNanos() - 1);
    assertThat(budget.isExhausted()).isTrue();
    now.addAndGet(1);
    assertThat(budget.isExhausted()).isFalse();
    assertThat(budget.take(100)).isTrue();
  }

  @Test
  void oneHolderOfMoreIsLetInAloneAndExhaustsItMeanwhile() {
    assertThat(budget.take(101)).isTrue();
    assertThat(budget.isExhausted()).isTrue();
    budget.giveBack(101);
    assertThat(budget.isExhausted()).isFalse();
  }
}
