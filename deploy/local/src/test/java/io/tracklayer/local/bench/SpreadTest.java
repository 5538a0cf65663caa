package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(of(9, 1, 4)).isEqualTo(new Spread(1, 4, 9));
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(of(9, 1, 4, 6)).isEqualTo(new Spread(1, 5, 9));
    assertThat(of(3)).isEqualTo(new Spread(3, 3, 3));
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(SpreadTest::of).hasMessageContaining("nothing was measured");
  }

  private static Spread of(Integer... figures) {
    return Spread.of(List.of(figures), Integer::doubleValue);
  }
}
