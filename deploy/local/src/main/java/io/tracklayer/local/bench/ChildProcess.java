package io.tracklayer.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another process of the benchmark, from the same class path. It ends when its input ends, so it
 * outlives this process in no case.
 */
final class ChildProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

  private static final Duration END_DEADLINE = Duration.ofSeconds(15);

  private final String name;
  private final Process process;
  private final Path errors;
  private final CompletableFuture<ChildMessage> started = new CompletableFuture<>();
  private final Map<Integer, Long> progress = new ConcurrentHashMap<>();
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean closing;

  private ChildProcess(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
  }

  /**
   * @param name for messages
   * @param directory of its own; created when missing
   * @param jvmOptions besides those that all have
   * @param arguments of {@link BenchProcess}
   */
  static ChildProcess start(
      String name, Path directory, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Compiler threads that never end, so that their time can be read at any moment.
    command.add("-XX:-UseDynamicNumberOfCompilerThreads");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Djava.io.tmpdir=" + directory);
    for (String opened : List.of("util", "lang", "time")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BenchProcess.class.getName());
    command.addAll(arguments);
    Path errors = directory.resolve("errors.log");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    ChildProcess child = new ChildProcess(name, process, errors);
    Thread reader = new Thread(child::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits until it has started, or has told that it cannot run here. */
  ChildMessage awaitStart(Duration atMost) throws BenchFailure, InterruptedException {
    try {
      ChildMessage told = started.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (told instanceof ChildMessage.Failed failed) {
        throw new BenchFailure(name + " did not start: " + failed.reason());
      }
      return told;
    } catch (ExecutionException e) {
      throw new IllegalStateException("no other end is possible", e);
    } catch (TimeoutException e) {
      throw new BenchFailure(
          name + " did not start within " + atMost.toSeconds() + " s" + lastErrors(), e);
    }
  }

  /** How many events it has taken, by what it tells itself. */
  long progress() {
    return progress.values().stream().mapToLong(Long::longValue).sum();
  }

  void requireRunning() throws BenchFailure {
    if (failure.isPresent()) {
      throw new BenchFailure(name + " failed: " + failure.get());
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ChildMessage.parse(line).ifPresent(this::hear);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.info("the output of {} has ended", name, e);
    }
    if (!closing) {
      hear(new ChildMessage.Failed("it has ended" + lastErrors()));
    }
  }

  private void hear(ChildMessage told) {
    if (told instanceof ChildMessage.Progress one) {
      progress.put(one.thread(), one.events());
      return;
    }
    if (told instanceof ChildMessage.Failed failed && failure.isEmpty()) {
      failure = Optional.of(failed.reason());
    }
    started.complete(told);
  }

  private String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(errors);
      return lines.isEmpty()
          ? ""
          : ": " + String.join("; ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** Closes its input, waits until it has ended, and ends it by force if it does not. */
  @Override
  public void close() {
    closing = true;
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.info("the input of {} was closed", name, e);
    }
    try {
      if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
