package io.tracklayer.job.delivery;

import io.tracklayer.job.kafka.RecordLog;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the claims topic on, once a second, for starts of other senders of a destination. On a
 * thread of its own, with a reader of its own.
 */
final class SenderWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SenderWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(5);

  private final RecordLog.Opener claims;
  private final Set<String> names;
  private final BiConsumer<Integer, Started> observer;
  private final Thread thread;

  /**
   * @param from where to read on
   * @param observer is called on the watch's thread, with the partition
   */
  SenderWatch(
      RecordLog.Opener claims,
      Set<String> names,
      Map<Integer, Long> from,
      BiConsumer<Integer, Started> observer) {
    this.claims = claims;
    this.names = Set.copyOf(names);
    this.observer = observer;
    thread = new Thread(() -> watch(from), "senders of " + String.join(", ", names));
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(Map<Integer, Long> from) {
    Map<Integer, Long> readTo = from;
    try (RecordLog log = claims.open()) {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          readTo = read(log, readTo);
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
          return;
        } catch (Exception e) {
          LOG.warn("the claims topic could not be read on for other senders; trying again", e);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<Integer, Long> read(RecordLog log, Map<Integer, Long> from) throws Exception {
    return log.scan(
        from,
        consumed -> {
          Started started = PastHeaders.started(consumed.headers());
          if (started != null && names.contains(started.destination())) {
            observer.accept(consumed.partition(), started);
          }
        });
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(JOIN_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
