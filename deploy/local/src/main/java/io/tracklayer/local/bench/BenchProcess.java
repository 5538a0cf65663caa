package io.tracklayer.local.bench;

import io.tracklayer.local.run.LocalFlink;
import io.tracklayer.local.run.LocalKafka;
import io.tracklayer.local.run.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of the other processes of the benchmark: {@code broker DIR}, {@code endpoint DIR}
 * or {@code STAGE DIR CONFIG-DIR EVENTS PARALLELISM}. Each runs until its input ends, and tells the
 * rest as {@link ChildMessage}.
 */
public final class BenchProcess {

  static final String BROKER = "broker";
  static final String ENDPOINT = "endpoint";

  private static final Logger LOG = LoggerFactory.getLogger(BenchProcess.class);
  private static final long LOOK_AFTER_JOB_MILLIS = 500;

  /** What must not outlive this process. */
  private final AtomicReference<AutoCloseable> started = new AtomicReference<>(() -> {});

  private BenchProcess() {}

  public static void main(String[] arguments) throws IOException {
    RunLog.into(Path.of(arguments[1]));
    BenchProcess process = new BenchProcess();
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "close"));
    Thread watch = new Thread(process::endWithInput, "watch");
    watch.setDaemon(true);
    watch.start();
    process.runToItsEnd(arguments);
  }

  // Whatever it is, whoever waits for this process must be told.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private void runToItsEnd(String[] arguments) {
    try {
      run(arguments);
    } catch (Exception e) {
      LOG.error("failed", e);
      new ChildMessage.Failed(e.getMessage() == null ? e.toString() : e.getMessage()).tell();
      end(1);
    }
  }

  private void run(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    switch (arguments[0]) {
      case BROKER -> {
        LocalKafka kafka = LocalKafka.start(directory.resolve("kafka"), 0);
        new ChildMessage.Ready(kafka.bootstrapServers()).tell();
      }
      case ENDPOINT -> {
        PromptEndpoint endpoint = PromptEndpoint.start();
        new ChildMessage.Ready(endpoint.url()).tell();
      }
      default -> {
        BenchStage stage = BenchStage.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        StageInput input =
            new StageInput(
                BenchConfig.read(Path.of(arguments[2])),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
        if (stage == BenchStage.POSTGRES) {
          resolveInTable(directory, input);
        } else {
          runJob(stage, directory, input);
        }
      }
    }
  }

  private static void runJob(BenchStage stage, Path directory, StageInput input) throws Exception {
    LocalFlink flink = StageJob.start(stage, directory, input);
    new ChildMessage.Ready("http://localhost:" + flink.port()).tell();
    while (true) {
      Optional<String> failure = flink.failure();
      if (failure.isPresent()) {
        throw new BenchFailure(failure.get());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AFTER_JOB_MILLIS);
    }
  }

  private void resolveInTable(Path directory, StageInput input) throws Exception {
    Optional<PostgresServer> server = PostgresServer.start(directory, started::set);
    if (server.isPresent()) {
      IdentityTable table = new IdentityTable(server.get(), input);
      table.create();
      new ChildMessage.Ready(server.get().version()).tell();
      table.fill();
    }
  }

  /** The process that started this one has closed the pipe, or died. */
  private void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever written to it
      }
    } catch (IOException e) {
      LOG.info("the input has ended", e);
    }
    end(0);
  }

  /** At once: nothing of what it has written is needed any more. */
  private void end(int code) {
    close();
    Runtime.getRuntime().halt(code);
  }

  /** Whoever comes second waits, since the process ends afterwards. */
  // What it closes declares nothing narrower, and the process must end whatever it throws.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private synchronized void close() {
    try {
      started.getAndSet(() -> {}).close();
    } catch (Exception e) {
      LOG.warn("did not end cleanly", e);
    }
  }
}
