package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.kafka.TopicWatch;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Follows the claims topic, and reports starts of other senders of a destination. */
public final class SenderWatch implements AutoCloseable {

  private final TopicWatch watch;

  /**
   * @param from where to start
   * @param observer called on the watch's thread, with the partition
   */
  public SenderWatch(
      RecordLog.Opener claims,
      Set<String> names,
      Map<Integer, Long> from,
      BiConsumer<Integer, SenderStart> observer) {
    watch =
        new TopicWatch(
            "senders of " + String.join(", ", names),
            claims,
            from,
            consumed -> {
              SenderStart started = PastHeaders.started(consumed.headers());
              if (started != null && names.contains(started.destination())) {
                observer.accept(consumed.partition(), started);
              }
            });
  }

  @Override
  public void close() {
    watch.close();
  }
}
