package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest {

  /** Payloads of one group fit together. */
  private record Payload(String name, char group, int bytes, int mostTogether) {}

  private final Batcher<Payload> batcher =
      new Batcher<>(
          new Batcher.Bounds(3, 200, 2),
          (others, next) -> others.get(0).group() == next.group(),
          new Batcher.Measure<>() {
            @Override
            public int bytes(Payload payload) {
              return payload.bytes();
            }

            @Override
            public int mostTogether(Payload payload) {
              return payload.mostTogether();
            }
          });

  private static long atOnce(long now) {
    return now;
  }

  private static Payload payload(String name) {
    return new Payload(name, 'a', 100, Integer.MAX_VALUE);
  }

  private static Payload ofGroup(String name, char group) {
    return new Payload(name, group, 100, Integer.MAX_VALUE);
  }

  @Test
  void aBatchIsReadyWhenItIsFull() {
    batcher.add(payload("1"), 0);
    batcher.add(payload("2"), 0);
    assertThat(batcher.poll()).isNull();

    batcher.add(payload("3"), 0);

    assertThat(batcher.poll()).extracting(Payload::name).containsExactly("1", "2", "3");
    assertThat(batcher.isEmpty()).isTrue();
  }

  @Test
  void aBatchIsReadyWhenItsFirstPayloadHasWaitedLongEnough() {
    batcher.add(payload("1"), 10);
    batcher.add(payload("2"), 150);
    assertThat(batcher.nextDue()).isEqualTo(210);

    batcher.closeDue(209, BatcherTest::atOnce);
    assertThat(batcher.readyBatches()).isZero();

    batcher.closeDue(210, BatcherTest::atOnce);
    assertThat(batcher.poll()).hasSize(2);
    assertThat(batcher.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aBatchStaysOpenWhileTheRateWouldNotLetItGo() {
    batcher.add(payload("1"), 0);

    batcher.closeDue(300, now -> 500);
    batcher.add(payload("2"), 400);
    batcher.closeDue(500, BatcherTest::atOnce);

    assertThat(batcher.poll()).hasSize(2);
  }

  @Test
  void whatDoesNotFitTogetherGoesApart() {
    batcher.add(ofGroup("1", 'a'), 0);
    batcher.add(ofGroup("2", 'b'), 0);
    batcher.add(ofGroup("3", 'a'), 0);
    batcher.closeAll();

    assertThat(batcher.poll()).extracting(Payload::name).containsExactly("1", "3");
    assertThat(batcher.poll()).extracting(Payload::name).containsExactly("2");
  }

  @Test
  void noMoreThanAFewAreOpenAtOnce() {
    batcher.add(ofGroup("1", 'a'), 0);
    batcher.add(ofGroup("2", 'b'), 0);
    batcher.add(ofGroup("3", 'c'), 0);

    assertThat(batcher.poll()).extracting(Payload::name).containsExactly("1");
    assertThat(batcher.poll()).isNull();
  }

  @Test
  void aBatchIsNoLargerThanItsBytesMayBe() {
    int half = Batcher.MOST_BYTES / 2;
    batcher.add(new Payload("1", 'a', half, 9), 0);
    batcher.add(new Payload("2", 'a', half + 1, 9), 0);
    batcher.closeAll();

    assertThat(batcher.poll()).hasSize(1);
    assertThat(batcher.poll()).hasSize(1);
  }

  @Test
  void aPayloadThatIsTooLargeForAnyBatchGoesAlone() {
    batcher.add(new Payload("1", 'a', 3 * Batcher.MOST_BYTES, 9), 0);

    assertThat(batcher.poll()).hasSize(1);
  }

  @Test
  void aPayloadThatMustGoAloneIsNotJoined() {
    batcher.add(payload("1"), 0);
    batcher.add(new Payload("2", 'a', 100, 1), 0);

    assertThat(batcher.poll()).extracting(Payload::name).containsExactly("2");
    batcher.closeAll();
    assertThat(batcher.poll()).extracting(Payload::name).containsExactly("1");
  }

  @Test
  void aPayloadThatMayHaveOneBesideItClosesTheBatchWithTheSecond() {
    batcher.add(new Payload("1", 'a', 100, 2), 0);
    batcher.add(payload("2"), 0);

    assertThat(batcher.poll()).hasSize(2);
  }

  @Test
  void everythingCanBeTakenOutAgain() {
    batcher.add(ofGroup("1", 'a'), 0);
    batcher.add(ofGroup("2", 'b'), 0);
    batcher.add(ofGroup("3", 'c'), 0);

    List<Payload> all = batcher.drain();

    assertThat(all).extracting(Payload::name).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(batcher.isEmpty()).isTrue();
  }
}
