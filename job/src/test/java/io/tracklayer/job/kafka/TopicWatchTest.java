package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TopicWatchTest {

  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private Thread.UncaughtExceptionHandler usual;

  @BeforeEach
  void listen() {
    usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void stopListening() {
    Thread.setDefaultUncaughtExceptionHandler(usual);
  }

  @Test
  void itReadsWhatComesLater() {
    FakeRecordLog topic = new FakeRecordLog();
    List<String> seen = new CopyOnWriteArrayList<>();
    try (TopicWatch watch =
        new TopicWatch(
            "words", () -> topic, Map.of(), told -> seen.add(new String(told.key(), UTF_8)))) {
      assertThat(watch).isNotNull();
      publish(topic, "first");
      await().until(() -> seen.equals(List.of("first")));
      publish(topic, "second");
      await().until(() -> seen.equals(List.of("first", "second")));
    }
  }

  @Test
  void itEndsQuietlyWhenKafkasClientIsInterruptedWhileItReadsAndWhileItCloses() {
    endsQuietly(InterruptException::new, true);
  }

  @Test
  void itEndsQuietlyWhenTheClientHidesThatItWasInterrupted() {
    endsQuietly(
        cause -> new KafkaException("the client failed", new InterruptException(cause)), false);
  }

  private interface Failing {
    RuntimeException with(InterruptedException cause);
  }

  private void endsQuietly(Failing failing, boolean alsoOnClose) {
    Blocking topic = new Blocking(failing, alsoOnClose);
    TopicWatch watch = new TopicWatch("words", () -> topic, Map.of(), told -> {});
    await().until(() -> topic.reading.getCount() == 0);

    watch.close();

    await().until(() -> !topic.reader.isAlive());
    assertThat(topic.followed).as("it does not try again").isEqualTo(1);
    assertThat(uncaught).isEmpty();
  }

  private static void publish(FakeRecordLog topic, String key) {
    topic.publish(key.getBytes(UTF_8), new byte[0], new RecordHeaders(), Instant.EPOCH);
  }

  /** Blocks until it is interrupted, as a poll does. */
  private static final class Blocking implements RecordLog {

    private final Failing failing;
    private final boolean alsoOnClose;
    private final CountDownLatch reading = new CountDownLatch(1);
    private volatile Thread reader;
    private int followed;

    private Blocking(Failing failing, boolean alsoOnClose) {
      this.failing = failing;
      this.alsoOnClose = alsoOnClose;
    }

    @Override
    public Map<Integer, Long> beginning() {
      return Map.of();
    }

    @Override
    public Map<Integer, Long> end() {
      return Map.of();
    }

    @Override
    public Map<Integer, Long> at(Instant time) {
      return Map.of();
    }

    @Override
    public <E extends Exception> Map<Integer, Long> scan(
        Map<Integer, Long> from, TopicReader.Visitor<E> visitor) {
      return from;
    }

    @Override
    public <E extends Exception> void follow(
        Map<Integer, Long> from, TopicReader.Visitor<E> visitor) {
      followed++;
      reader = Thread.currentThread();
      reading.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw failing.with(e);
      }
    }

    @Override
    public void close() {
      if (alsoOnClose) {
        throw new InterruptException(new InterruptedException());
      }
    }
  }
}
