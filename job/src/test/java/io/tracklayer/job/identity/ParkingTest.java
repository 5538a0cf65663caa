package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.NodeId;
import org.junit.jupiter.api.Test;

class ParkingTest {

  private static final NodeId ONE = new NodeId(0, 1);
  private static final NodeId OTHER = new NodeId(0, 2);

  private final Parking parking = new Parking();

  @Test
  void nothingWaitsAtFirst() {
    assertThat(parking.messages()).isZero();
    assertThat(parking.longestWait(5_000)).isZero();
  }

  @Test
  void theLongestWaitIsThatOfTheFirstNode() {
    parking.add(ONE, 1, 1_000);
    parking.add(OTHER, 1, 2_000);
    parking.add(ONE, 1, 3_000);

    assertThat(parking.messages()).isEqualTo(3);
    assertThat(parking.longestWait(5_000)).isEqualTo(4_000);

    parking.release(ONE);

    assertThat(parking.messages()).isEqualTo(1);
    assertThat(parking.longestWait(5_000)).isEqualTo(3_000);
  }

  @Test
  void whereNothingWaitsNothingIsReleased() {
    parking.release(ONE);

    assertThat(parking.messages()).isZero();
  }

  @Test
  void eachNodeHasRoomForSoMany() {
    parking.add(ONE, Parking.MAX_AT_A_NODE - 1, 0);
    assertThat(parking.hasRoomAt(ONE)).isTrue();
    parking.add(ONE, 1, 0);

    assertThat(parking.hasRoomAt(ONE)).isFalse();
    assertThat(parking.hasRoomAt(OTHER)).isTrue();

    parking.release(ONE);
    assertThat(parking.hasRoomAt(ONE)).isTrue();
  }
}
