package io.tracklayer.job.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic on its own thread and with its own reader. While Kafka is unavailable, it keeps
 * trying.
 */
public final class TopicWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(5);

  private final String purpose;
  private final RecordLog.Opener topic;
  private final TopicReader.Visitor<RuntimeException> visitor;
  private final Thread thread;
  private final Map<Integer, Long> readTo;

  /**
   * @param purpose what it looks for; names the thread and starts its log lines
   * @param from where to start
   * @param visitor called on the watch's thread
   */
  public TopicWatch(
      String purpose,
      RecordLog.Opener topic,
      Map<Integer, Long> from,
      TopicReader.Visitor<RuntimeException> visitor) {
    this.purpose = purpose;
    this.topic = topic;
    this.visitor = visitor;
    readTo = new HashMap<>(from);
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
            return; // An interrupted client throws one of several exceptions.
          }
          LOG.warn("{}: reading the topic failed; trying again", purpose, e);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until the thread is interrupted or Kafka fails. */
  private void readOn() throws Exception {
    try (RecordLog log = topic.open()) {
      log.follow(
          Map.copyOf(readTo),
          record -> {
            visitor.visit(record);
            readTo.put(record.partition(), record.offset() + 1);
          });
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
