package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.LargestDrafts;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message;
import org.junit.jupiter.api.Test;

class ParkingTest {

  private static final NodeId ONE = new NodeId(0, 1);
  private static final NodeId OTHER = new NodeId(0, 2);

  private final Parking parking = new Parking();

  @Test
  void nothingWaitsAtFirst() {
    assertThat(parking.messages()).isZero();
    assertThat(parking.longestWait(5_000)).isZero();
    assertThat(parking.isEmptyAt(ONE)).isTrue();
  }

  @Test
  void theLongestWaitIsThatOfTheFirstNode() {
    parking.add(answer(ONE), 1_000);
    parking.add(answer(OTHER), 2_000);
    parking.add(answer(ONE), 3_000);

    assertThat(parking.messages()).isEqualTo(3);
    assertThat(parking.longestWait(5_000)).isEqualTo(4_000);

    assertThat(parking.isEmptyAt(ONE)).isFalse();

    parking.release(ONE);

    assertThat(parking.isEmptyAt(ONE)).isTrue();
    assertThat(parking.isEmptyAt(OTHER)).isFalse();
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
    for (int i = 1; i < Parking.MAX_AT_A_NODE; i++) {
      parking.add(answer(ONE), 0);
    }
    assertThat(parking.hasRoomAt(ONE)).isTrue();
    parking.add(answer(ONE), 0);

    assertThat(parking.hasRoomAt(ONE)).isFalse();
    assertThat(parking.hasRoomAt(OTHER)).isTrue();

    parking.release(ONE);
    assertThat(parking.hasRoomAt(ONE)).isTrue();
  }

  @Test
  void ofFullProfilesFewerFindRoom() {
    Profile full = Profile.EMPTY;
    for (int i = 0; i < 100; i++) {
      full = LargestDrafts.with(LargestDrafts.draft("x", i), full);
    }
    Message proposal = ForestHarness.proposing(LargestDrafts.draft("x", 0), ONE, OTHER, full);
    int parked = 0;
    while (parking.hasRoomAt(ONE)) {
      parking.add(proposal, 0);
      parked++;
    }

    assertThat(parked).isBetween(50, 100);
    assertThat(parking.hasRoomAt(OTHER)).isTrue();
  }

  private static Message answer(NodeId to) {
    return new Message.Accept(to, to, 1);
  }
}
