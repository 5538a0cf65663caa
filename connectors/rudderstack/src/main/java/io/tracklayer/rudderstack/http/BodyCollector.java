package io.tracklayer.rudderstack.http;

import io.tracklayer.rudderstack.kafka.ByteBudget;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Collects a request's body as it arrives, within limits on size and time. No thread waits for the
 * sender, so a silent sender holds up nobody else.
 *
 * <p>Bytes over the limit are still read for a while and discarded: a sender that is cut off while
 * writing would see a broken connection instead of the answer.
 */
final class BodyCollector implements ReadListener, AutoCloseable {

  /** How many unwanted bytes are read and discarded. */
  private static final int MAX_DRAINED = 16 * 1024 * 1024;

  private static final int CHUNK = 16 * 1024;

  private final ServletInputStream in;
  private final int maxBytes;
  private final ByteBudget budget;
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private boolean isClosed;
  private long held;
  private long drained;

  /**
   * @param in the input of a request in asynchronous mode
   * @param budget shared by the bodies of all requests
   */
  BodyCollector(ServletInputStream in, int maxBytes, ByteBudget budget) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /**
   * The future never fails. When the time is up, it completes on a thread that must not be blocked.
   */
  CompletableFuture<Body> collect(Duration time) {
    body.completeOnTimeout(new Body.TooSlow(), time.toNanos(), TimeUnit.NANOSECONDS);
    in.setReadListener(this);
    return body;
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (!body.isDone() && in.isReady()) {
      int n = in.read(chunk);
      if (n < 0) {
        return; // onAllDataRead follows
      }
      take(chunk, n);
    }
  }

  private synchronized void take(byte[] chunk, int n) {
    if (isClosed) {
      return;
    }
    if (drained > 0 || bytes.size() + n > maxBytes) {
      drained += n;
      if (drained > MAX_DRAINED) {
        body.complete(new Body.TooLarge());
      }
    } else if (budget.take(n)) {
      held += n;
      bytes.write(chunk, 0, n);
    } else {
      body.complete(new Body.Overloaded());
    }
  }

  @Override
  public synchronized void onAllDataRead() {
    body.complete(drained > 0 ? new Body.TooLarge() : new Body.Whole(bytes.toByteArray()));
  }

  /** The connection broke, or was idle for too long. */
  @Override
  public void onError(Throwable error) {
    body.complete(new Body.TooSlow());
  }

  /** To be called once the body is no longer needed. */
  @Override
  public synchronized void close() {
    isClosed = true;
    budget.giveBack(held);
    held = 0;
  }
}
