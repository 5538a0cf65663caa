package io.tracklayer.e2e.testing;

import io.tracklayer.testing.RepositoryFiles;
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

/** A command in a process of its own, as {@code ./tracklayer} starts it. */
public final class TracklayerProcess implements AutoCloseable {

  private static final Path JAR = RepositoryFiles.at("deploy/local/target/tracklayer-local.jar");

  /** Also for processes that it starts in turn: none lives long enough for the better compiler. */
  private static final String QUICK_START =
      "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m";

  private final Process process;
  private final Path output;

  private TracklayerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param output where what it prints goes
   * @param jvmOptions besides those of the script
   */
  public static TracklayerProcess start(Path output, List<String> jvmOptions, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("util", "lang", "time")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", QUICK_START);
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
