package io.tracklayer.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RedriveWriterTest {

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private long nanos = Long.MAX_VALUE / 2;

  @Test
  void eventsAreWrittenNoFasterThanTheRateAndNoSlower() throws Exception {
    List<Long> writtenAt = write(100, 20, 0);

    assertThat(writtenAt.get(99) - writtenAt.get(0)).isEqualTo(99 * 50);
    assertThat(mostInASecond(writtenAt)).isEqualTo(20);
  }

  @Test
  void timeLostToASlowEventIsNotMadeUpForByABurst() throws Exception {
    List<Long> writtenAt = write(100, 20, 7_000);

    assertThat(writtenAt.get(50) - writtenAt.get(49)).isEqualTo(7_000);
    assertThat(mostInASecond(writtenAt)).isEqualTo(20);
  }

  @Test
  void withoutARateNothingWaits() throws Exception {
    RedriveWriter writer = new RedriveWriter(kafka, "canonical", "crm", null);
    for (int i = 0; i < 100; i++) {
      writer.write(event(i));
    }

    assertThat(writer.finish()).isEqualTo(100);
  }

  /**
   * @param lostMs how long the source of events takes for the one in the middle
   * @return the milliseconds at which each event was written
   */
  private List<Long> write(int events, int perSecond, long lostMs) throws Exception {
    RedriveWriter writer =
        new RedriveWriter(
            kafka, "canonical", "crm", new Pace(perSecond, () -> nanos, this::sleepHalfOf));
    List<Long> writtenAt = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      if (i == events / 2) {
        nanos += TimeUnit.MILLISECONDS.toNanos(lostMs);
      }
      writer.write(event(i));
      assertThat(kafka.history()).hasSize(i + 1);
      writtenAt.add(TimeUnit.NANOSECONDS.toMillis(nanos));
    }
    assertThat(writer.finish()).isEqualTo(events);
    return writtenAt;
  }

  /** A thread may wake up before its time. */
  private void sleepHalfOf(long pause) {
    nanos += Math.max(1, pause / 2);
  }

  private static long mostInASecond(List<Long> times) {
    return times.stream()
        .mapToLong(begin -> times.stream().filter(at -> at >= begin && at < begin + 1_000).count())
        .max()
        .orElseThrow();
  }

  private static RedrivenEvent event(int number) {
    return new RedrivenEvent("profile-" + number, "{}".getBytes(UTF_8), 1_000);
  }
}
