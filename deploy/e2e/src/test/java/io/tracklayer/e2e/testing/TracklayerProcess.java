package io.tracklayer.e2e.testing;

import io.tracklayer.testing.RepositoryFiles;
import io.tracklayer.testing.ShortLived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A command, or the receiver, in a process of its own. */
public final class TracklayerProcess implements AutoCloseable {

  private static final Path JAR = RepositoryFiles.at("deploy/local/target/tracklayer-local.jar");
  private static final Path RECEIVER =
      RepositoryFiles.at("connectors/rudderstack/target/tracklayer-receiver.jar");

  private final Process process;
  private final Path output;

  private TracklayerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * As {@code ./tracklayer} starts it.
   *
   * @param output where what it prints goes
   * @param jvmOptions besides those of the script
   */
  public static TracklayerProcess start(Path output, List<String> jvmOptions, String... arguments)
      throws IOException {
    List<String> options = new ArrayList<>();
    for (String opened : List.of("util", "lang", "time")) {
      options.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    options.add("-Xmx1g");
    options.addAll(jvmOptions);
    return launch(output, options, JAR, arguments);
  }

  /**
   * A receiver.
   *
   * @param output where what it prints goes
   */
  public static TracklayerProcess receiver(Path output, String... arguments) throws IOException {
    return launch(output, List.of("-Xmx256m"), RECEIVER, arguments);
  }

  private static TracklayerProcess launch(
      Path output, List<String> options, Path jar, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortLived.JVM_OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // Also for processes that it starts in turn.
    builder.environment().put("JAVA_TOOL_OPTIONS", ShortLived.JAVA_TOOL_OPTIONS);
    return new TracklayerProcess(builder.start(), output);
  }

  /** Without it the process is killed. */
  public void awaitOutput(String text, Duration atMost) throws InterruptedException {
    try {
      Awaitility.await(text)
          .atMost(atMost)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !process.isAlive() || output().contains(text));
    } catch (ConditionTimeoutException e) {
      kill();
      throw new AssertionError("\"%s\" is not in: %s".formatted(text, output()), e);
    }
    if (!output().contains(text)) {
      throw new AssertionError("it ended with " + process.exitValue() + ": " + output());
    }
  }

  /** The exit code. */
  public int awaitEnd(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it still runs after " + atMost + ": " + output());
    }
    return process.exitValue();
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code kill}: SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      kill();
    }
  }
}
