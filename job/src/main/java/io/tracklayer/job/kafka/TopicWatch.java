package io.tracklayer.job.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic on, once a second, on a thread of its own and with a reader of its own. While Kafka
 * is away it tries again.
 */
public final class TopicWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(5);

  private final String purpose;
  private final RecordLog.Opener topic;
  private final TopicReader.Visitor<RuntimeException> visitor;
  private final Thread thread;
  private Map<Integer, Long> readTo;

  /**
   * @param purpose what it looks for, for the log
   * @param from where to read on
   * @param visitor is called on the watch's thread
   */
  public TopicWatch(
      String purpose,
      RecordLog.Opener topic,
      Map<Integer, Long> from,
      TopicReader.Visitor<RuntimeException> visitor) {
    this.purpose = purpose;
    this.topic = topic;
    this.visitor = visitor;
    readTo = from;
    thread = new Thread(this::watch, purpose);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          readOn();
        } catch (InterruptedException | InterruptException e) {
          return;
        } catch (Exception e) {
          if (Thread.currentThread().isInterrupted()) {
            return; // A client that is interrupted says so in many ways.
          }
          LOG.warn("{}: the topic could not be read on; trying again", purpose, e);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until it is interrupted, or Kafka fails. */
  private void readOn() throws Exception {
    try (RecordLog log = topic.open()) {
      while (true) {
        readTo = log.scan(readTo, visitor);
        Thread.sleep(PAUSE.toMillis());
      }
    }
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
