package io.tracklayer.job.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.destinations.Quota;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Payloads are words; those that begin with {@code q} fall under a limit of the API's own. */
class RequestQueueTest {

  private static final long NOW = 1_000_000;
  private static final int MAX_BATCH = 2;
  private static final int MAX_WAIT_MS = 200;
  private static final int SLOTS = 2;
  private static final Quota OWN_LIMIT = new Quota("slow", 1);

  private static RequestQueue<String> queue(int requestsPerSecond, int subtasks) {
    Batcher.Measure<String> measure =
        new Batcher.Measure<>() {
          @Override
          public int bytes(String payload) {
            return payload.length();
          }

          @Override
          public int mostTogether(String payload) {
            return MAX_BATCH;
          }
        };
    return new RequestQueue<>(
        new Batcher<>(
            new Batcher.Bounds(MAX_BATCH, MAX_WAIT_MS, SLOTS),
            (others, next) -> others.isEmpty() || others.get(0).charAt(0) == next.charAt(0),
            measure),
        SLOTS,
        requestsPerSecond,
        subtasks,
        batch -> batch.get(0).startsWith("q") ? OWN_LIMIT : null);
  }

  private static void addAll(RequestQueue<String> queue, String... payloads) {
    for (String payload : payloads) {
      queue.add(payload, NOW);
    }
  }

  @Test
  void aFullBatchGoesAtOnceAndAnotherWhenItsWaitIsOver() {
    RequestQueue<String> queue = queue(1_000, 1);
    addAll(queue, "a1", "a2", "a3");

    assertThat(queue.poll(NOW)).containsExactly("a1", "a2");
    assertThat(queue.poll(NOW)).isNull();
    assertThat(queue.nextDue(NOW)).isEqualTo(NOW + MAX_WAIT_MS);
    assertThat(queue.poll(NOW + MAX_WAIT_MS)).containsExactly("a3");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void theRateSpacesBatchesAndTellsWhenTheNextMayGo() {
    RequestQueue<String> queue = queue(10, 1);
    addAll(queue, "a1", "a2", "a3", "a4");

    assertThat(queue.poll(NOW)).containsExactly("a1", "a2");
    assertThat(queue.poll(NOW)).isNull();
    assertThat(queue.nextDue(NOW)).isEqualTo(NOW + 100);
    assertThat(queue.poll(NOW + 99)).isNull();
    assertThat(queue.poll(NOW + 100)).containsExactly("a3", "a4");
  }

  @Test
  void aRateIsSharedByAllSubtasks() {
    RequestQueue<String> queue = queue(10, 2);
    addAll(queue, "a1", "a2", "a3", "a4");

    assertThat(queue.poll(NOW)).isNotNull();
    assertThat(queue.poll(NOW)).isNull();
    assertThat(queue.nextDue(NOW)).isEqualTo(NOW + 200);
  }

  @Test
  void whatWaitsForALimitOfItsOwnDoesNotHoldUpOthers() {
    RequestQueue<String> queue = queue(1_000, 1);
    addAll(queue, "q1", "q2", "q3", "q4", "a1", "a2");

    assertThat(queue.poll(NOW)).containsExactly("q1", "q2");
    assertThat(queue.poll(NOW + 10)).containsExactly("a1", "a2");
    assertThat(queue.poll(NOW + 10)).isNull();
    assertThat(queue.poll(NOW + 2_000)).containsExactly("q3", "q4");
  }

  @Test
  void itHasRoomForTwoBatchesOfEachSlotAndNoMore() {
    RequestQueue<String> queue = queue(1_000, 1);
    for (int batch = 0; batch < 2 * SLOTS; batch++) {
      assertThat(queue.hasRoom()).isTrue();
      addAll(queue, "a1", "a2");
    }

    assertThat(queue.hasRoom()).isFalse();
    assertThat(queue.poll(NOW)).isNotNull();
    assertThat(queue.hasRoom()).isTrue();
  }

  @Test
  void drainingGivesBackWhatIsReadyAndWhatIsOpenEachOnce() {
    RequestQueue<String> queue = queue(1, 1);
    addAll(queue, "a1", "a2", "a3", "a4", "a5");
    assertThat(queue.poll(NOW)).containsExactly("a1", "a2");
    assertThat(queue.poll(NOW)).isNull();

    assertThat(queue.drain()).containsExactlyInAnyOrder("a3", "a4", "a5");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.nextDue(NOW)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothingIsWaitedForOnceAllBatchesAreClosed() {
    RequestQueue<String> queue = queue(1_000, 1);
    addAll(queue, "a1", "b1");

    queue.closeAll();

    assertThat(List.of(queue.poll(NOW), queue.poll(NOW + 1)))
        .containsExactly(List.of("a1"), List.of("b1"));
  }
}
