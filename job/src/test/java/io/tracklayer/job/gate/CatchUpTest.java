package io.tracklayer.job.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatchUpTest {

  private final CatchUp catchUp = new CatchUp();

  @Test
  void itIsCompleteWhenTheLastOneHasSaidSo() {
    assertThat(catchUp.isComplete()).isFalse();
    assertThat(catchUp.heardFrom(1, 2)).isFalse();
    assertThat(catchUp.heardFrom(0, 2)).isTrue();
    assertThat(catchUp.isComplete()).isTrue();
  }

  @Test
  void oneThatSaysSoTwiceCountsOnce() {
    catchUp.heardFrom(1, 2);
    catchUp.heardFrom(1, 2);

    assertThat(catchUp.isComplete()).isFalse();
  }
}
