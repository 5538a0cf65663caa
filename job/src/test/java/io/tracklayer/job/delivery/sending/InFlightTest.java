package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight(1);

  @Test
  void aClaimIsInFlightFromItsBatchUntilItIsSettled() {
    inFlight.join("b1");
    assertThat(inFlight.contains("b1")).isTrue();

    inFlight.send(List.of("b1"));
    assertThat(inFlight.contains("b1")).isTrue();

    inFlight.settled("b1");
    assertThat(inFlight.contains("b1")).isFalse();
  }

  @Test
  void aRequestKeepsItsSlotUntilAllOfItsClaimsAreSettled() {
    inFlight.join("b1");
    inFlight.join("b2");
    inFlight.send(List.of("b1", "b2"));

    inFlight.settled("b1");
    assertThat(inFlight.contains("b2")).isTrue();
    assertThat(inFlight.hasFreeSlot()).isFalse();

    inFlight.settled("b2");
    inFlight.returned();
    assertThat(inFlight.hasFreeSlot()).isTrue();
  }

  @Test
  void aClaimThatLeavesItsBatchTakesNoSlot() {
    inFlight.join("b1");
    inFlight.leave("b1");

    assertThat(inFlight.contains("b1")).isFalse();
    assertThat(inFlight.requests()).isZero();
  }

  @Test
  void twoAttemptsAtOnceAreABrokenInvariant() {
    inFlight.join("b1");

    assertThatThrownBy(() -> inFlight.join("b1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRequestWithAClaimInNoBatchIsABrokenInvariant() {
    assertThatThrownBy(() -> inFlight.send(List.of("b1")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inFlight.leave("b1")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inFlight.settled("b1")).isInstanceOf(IllegalStateException.class);
  }
}
