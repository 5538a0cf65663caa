package io.tracklayer.job.delivery.sending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Joins payloads that fit together into batches. A batch is open for {@code max_wait}, and longer
 * while the rate limiter would not let it go anyway; it is full when it holds as many payloads as
 * it may. Only a few batches are open at once: another one closes the oldest.
 *
 * <p>Not thread-safe. Times are milliseconds of a clock that never steps back. It keeps no clock
 * and sets no timer: its owner calls {@link #closeDue} at {@link #nextDue}.
 *
 * @param <T> the payload
 */
public final class Batcher<T> {

  /** The most bytes of payloads in one request, unless the API sets a smaller limit of its own. */
  public static final int MOST_BYTES = 1024 * 1024;

  /** Whether one request may hold a payload together with others, by the API's own rules. */
  @FunctionalInterface
  public interface Fit<T> {
    boolean holds(List<T> others, T next);
  }

  /** How large one payload is. */
  public interface Measure<T> {
    int bytes(T payload);

    /** How many payloads one request with it may hold. */
    int mostTogether(T payload);
  }

  /**
   * What limits a batch.
   *
   * @param mostOpen how many batches are open at once
   */
  public record Bounds(int maxBatch, long maxWaitMs, int mostOpen) {}

  private final Bounds bounds;
  private final Fit<T> fit;
  private final Measure<T> measure;
  private final List<Batch> open = new ArrayList<>();
  private final Deque<List<T>> ready = new ArrayDeque<>();

  private final class Batch {
    private final List<T> payloads = new ArrayList<>();
    private final long dueAt;
    private int room = bounds.maxBatch();
    private long bytes;

    private Batch(long dueAt) {
      this.dueAt = dueAt;
    }

    private boolean takes(T payload) {
      return payloads.size() < Math.min(room, measure.mostTogether(payload))
          && bytes + measure.bytes(payload) <= MOST_BYTES
          && fit.holds(payloads, payload);
    }

    private void add(T payload) {
      payloads.add(payload);
      room = Math.min(room, measure.mostTogether(payload));
      bytes += measure.bytes(payload);
    }

    private boolean isFull() {
      return payloads.size() >= room || bytes >= MOST_BYTES;
    }
  }

  public Batcher(Bounds bounds, Fit<T> fit, Measure<T> measure) {
    this.bounds = bounds;
    this.fit = fit;
    this.measure = measure;
  }

  /** Puts a payload into the oldest open batch that takes it, or into a new one. */
  public void add(T payload, long now) {
    Batch batch = open.stream().filter(b -> b.takes(payload)).findFirst().orElse(null);
    if (batch == null) {
      batch = new Batch(now + bounds.maxWaitMs());
      open.add(batch);
    }
    batch.add(payload);
    if (batch.isFull()) {
      close(batch);
    } else if (open.size() > bounds.mostOpen()) {
      close(open.get(0));
    }
  }

  private void close(Batch batch) {
    open.remove(batch);
    ready.add(batch.payloads);
  }

  /**
   * Closes the batches whose time has come.
   *
   * @param mayGoAt when the rate limiter would let a batch go that is closed at the given time
   */
  public void closeDue(long now, LongUnaryOperator mayGoAt) {
    if (mayGoAt.applyAsLong(now) > now) {
      return;
    }
    Iterator<Batch> batches = open.iterator();
    while (batches.hasNext()) {
      Batch batch = batches.next();
      if (batch.dueAt <= now) {
        batches.remove();
        ready.add(batch.payloads);
      }
    }
  }

  /** Closes all open batches. */
  public void closeAll() {
    open.forEach(batch -> ready.add(batch.payloads));
    open.clear();
  }

  /** When an open batch is due next; {@link Long#MAX_VALUE} if none is. */
  public long nextDue() {
    return open.stream().mapToLong(batch -> batch.dueAt).min().orElse(Long.MAX_VALUE);
  }

  /** Removes and returns the batch that was closed first; null if there is none. */
  public @Nullable List<T> poll() {
    return ready.poll();
  }

  /** What {@link #poll} would return. */
  public @Nullable List<T> peek() {
    return ready.peek();
  }

  public int readyBatches() {
    return ready.size();
  }

  public boolean isEmpty() {
    return open.isEmpty() && ready.isEmpty();
  }

  /** Removes and returns all payloads, in order. */
  public List<T> drain() {
    closeAll();
    List<T> all = new ArrayList<>();
    ready.forEach(all::addAll);
    ready.clear();
    return all;
  }
}
