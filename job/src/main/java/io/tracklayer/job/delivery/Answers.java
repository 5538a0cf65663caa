package io.tracklayer.job.delivery;

import io.tracklayer.destinations.http.Answer;
import io.tracklayer.job.delivery.claim.Effect;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The answers that came on the client's threads. The task takes them by its mailbox, or waits for
 * them, which works without the mailbox.
 *
 * <p>Thread-safe.
 */
final class Answers {

  /**
   * One answer.
   *
   * @param request the events of the request that it answers
   */
  record Answered(List<Effect.Join> request, Answer answer) {}

  private final BlockingQueue<Answered> queue = new LinkedBlockingQueue<>();

  void add(Answered answered) {
    queue.add(answered);
  }

  /** None if there is no answer. */
  @Nullable Answered poll() {
    return queue.poll();
  }

  /** None if no answer came in time. */
  @Nullable Answered await(long timeoutMs) throws InterruptedException {
    return queue.poll(timeoutMs, TimeUnit.MILLISECONDS);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
