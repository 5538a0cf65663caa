package io.tracklayer.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says on the terminal how far work has come that takes longer than two seconds, in one line that
 * is gone when the work is done. Where no person looks, it says nothing.
 */
public final class Progress implements AutoCloseable {

  private static final Duration SHORT_WORK = Duration.ofSeconds(2);
  private static final Duration BETWEEN_TWO_LOOKS = Duration.ofMillis(500);

  /** Carriage return, then "erase in line" of ECMA-48, 8.3.41. */
  private static final String CLEARED = "\r\u001b[K";

  private final Supplier<String> done;
  private final PrintWriter err;
  private final @Nullable ScheduledExecutorService clock;
  private boolean isShown;
  private boolean isClosed;

  private Progress(Supplier<String> done, PrintWriter err, boolean isSeen, Duration patience) {
    this.done = done;
    this.err = err;
    clock = isSeen ? Executors.newSingleThreadScheduledExecutor(Progress::thread) : null;
    if (clock != null) {
      var unused =
          clock.scheduleWithFixedDelay(
              this::show, patience.toMillis(), BETWEEN_TWO_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Of work whose result is printed when it is done.
   *
   * @param done how far the work has come; called by another thread
   */
  public static Progress of(Supplier<String> done, PrintWriter err) {
    return of(done, err, Terminal.ofThisProcess().err(), SHORT_WORK);
  }

  /** Of work that prints on and on: a terminal that shows that needs no line besides. */
  public static Progress ofOutput(Supplier<String> done, PrintWriter err) {
    Terminal terminal = Terminal.ofThisProcess();
    return of(done, err, terminal.err() && !terminal.out(), SHORT_WORK);
  }

  static Progress of(Supplier<String> done, PrintWriter err, boolean isSeen, Duration patience) {
    return new Progress(done, err, isSeen, patience);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void show() {
    if (!isClosed) {
      isShown = true;
      err.print(CLEARED + done.get() + " ...");
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (clock != null) {
      clock.shutdownNow();
    }
    if (isShown) {
      err.print(CLEARED);
      err.flush();
    }
  }
}
