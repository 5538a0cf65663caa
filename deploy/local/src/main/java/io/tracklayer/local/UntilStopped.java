package io.tracklayer.local;

import io.tracklayer.local.run.LocalRun;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** Keeps a run going until this process is told to stop, which closes the run. */
final class UntilStopped {

  private static final Logger LOG = LoggerFactory.getLogger(UntilStopped.class);
  private static final long LOOK_AFTER_JOB_MILLIS = 1000;

  private final Runnable afterwards;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable LocalRun kept;

  private UntilStopped(Runnable afterwards) {
    this.afterwards = afterwards;
  }

  /**
   * @param afterwards what to do when this process ends, even if it keeps no run by then
   */
  static UntilStopped then(Runnable afterwards) {
    UntilStopped stop = new UntilStopped(afterwards);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::stop, "stop"));
    return stop;
  }

  /** From now on the run is closed when this process ends. */
  void keep(LocalRun run) {
    kept = run;
  }

  /** Waits, and returns the exit code of this process: that of a failure if the run fails. */
  int await(LocalRun run, PrintWriter err) throws InterruptedException {
    while (!stopping.await(LOOK_AFTER_JOB_MILLIS, TimeUnit.MILLISECONDS)) {
      Optional<String> failure = run.failure();
      if (failure.isPresent() && stopping.getCount() > 0) {
        LOG.error("the run failed: {}", failure.get());
        err.println("TrackLayer has failed: " + failure.get());
        return ExitCode.SOFTWARE;
      }
    }
    return ExitCode.OK;
  }

  private void stop() {
    stopping.countDown();
    LocalRun run = kept;
    if (run != null) {
      LOG.info("stopping");
      run.close();
      LOG.info("stopped");
    }
    afterwards.run();
  }
}
