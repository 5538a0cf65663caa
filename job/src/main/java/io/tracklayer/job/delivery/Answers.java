package io.tracklayer.job.delivery;

import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The answers that came on the client's threads, for the task to take: when it is told that there
 * are some, or when it waits for them, which it can do without its mailbox.
 *
 * <p>Thread-safe.
 */
final class Answers {

  /**
   * One answer.
   *
   * @param request that it answers, with what it held
   */
  record Answered(List<Effect.Join> request, Answer answer) {}

  private final BlockingQueue<Answered> queue = new LinkedBlockingQueue<>();

  void add(Answered answered) {
    queue.add(answered);
  }

  /** None when nothing has come. */
  @Nullable Answered poll() {
    return queue.poll();
  }

  /** None when nothing came in time. */
  @Nullable Answered await(long timeoutMs) throws InterruptedException {
    return queue.poll(timeoutMs, TimeUnit.MILLISECONDS);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
