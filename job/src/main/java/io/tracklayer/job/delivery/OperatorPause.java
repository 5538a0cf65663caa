package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.kafka.TopicWatch;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an operator has paused a destination, as the control topic says.
 *
 * <p>Each delivery subtask reads the topic itself instead of getting it as an input. It must have
 * read all of it before its first request: a reader of its own simply reads to the end first, where
 * an input would need markers for that end, aligned with those of the canonical topic. And since
 * the topic is compacted and tiny, nothing of it is kept in a checkpoint, so a savepoint from
 * before a pause does not undo the pause.
 *
 * <p>Not thread-safe, except for the watch.
 */
final class OperatorPause implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(OperatorPause.class);

  private final RecordLog.Opener control;
  private final String name;
  private final Set<String> names;
  private final Map<String, ControlRecord.State> wanted = new ConcurrentHashMap<>();
  private @Nullable TopicWatch watch;

  /**
   * @param name the destination's name
   * @param names the names that the destination has or had
   */
  OperatorPause(RecordLog.Opener control, String name, Set<String> names) {
    this.control = control;
    this.name = name;
    this.names = Set.copyOf(names);
  }

  /**
   * Reads the topic to its end, and from there on, until it is closed.
   *
   * @param listener called on another thread for each later record of the destination
   */
  void follow(Consumer<ControlRecord> listener) throws Exception {
    Map<Integer, Long> end;
    try (RecordLog log = control.open()) {
      end = log.scan(log.beginning(), consumed -> read(consumed, this::hear));
    }
    watch = new TopicWatch("pauses of " + name, control, end, consumed -> read(consumed, listener));
  }

  private void read(ConsumerRecord<byte[], byte[]> consumed, Consumer<ControlRecord> each) {
    if (consumed.value() == null) {
      return;
    }
    @Nullable ControlRecord told;
    try {
      told = Json.read(consumed.value(), ControlRecord.class);
    } catch (IOException e) {
      told = null;
    }
    if (told == null) {
      LOGGER.warn(
          "the record at partition {}, offset {} of the control topic is not a control record",
          consumed.partition(),
          consumed.offset());
    } else if (names.contains(told.destination())) {
      each.accept(told);
    }
  }

  /** Takes in a record; the last one for a name counts. */
  void hear(ControlRecord told) {
    boolean wasPaused = isPaused();
    wanted.put(told.destination(), told.state());
    if (wasPaused != isPaused()) {
      LOGGER.info("destination {}: {} by an operator", name, told.state().text());
    }
  }

  /** A record for an earlier name counts until there is one for the present name. */
  boolean isPaused() {
    return wanted.containsKey(name)
        ? wanted.get(name) == ControlRecord.State.PAUSED
        : wanted.containsValue(ControlRecord.State.PAUSED);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
