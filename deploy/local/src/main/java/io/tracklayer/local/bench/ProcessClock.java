package io.tracklayer.local.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the CPU time of processes: from {@code /proc} with the JIT compilers apart, or elsewhere
 * from the JDK, which includes them.
 */
final class ProcessClock {

  /** As the JVM calls them, cut to what Linux keeps of a thread's name. */
  private static final String JIT = "C[12] CompilerThre.*";

  private final Path proc;

  ProcessClock(Path proc) {
    this.proc = proc;
  }

  static ProcessClock ofThisSystem() {
    return new ProcessClock(Path.of("/proc"));
  }

  /** Whether it knows the time of single threads. */
  boolean tellsThreads() {
    return Files.isDirectory(proc.resolve("self").resolve("task"));
  }

  /** Whether it knows anything at all. */
  boolean tellsProcesses() {
    return tellsThreads() || ProcessHandle.current().info().totalCpuDuration().isPresent();
  }

  CpuTimes read(ProcessHandle process) {
    if (!tellsThreads()) {
      long micros = process.info().totalCpuDuration().map(ProcessClock::micros).orElse(0L);
      return new CpuTimes(micros, 0, Map.of());
    }
    Path directory = proc.resolve(Long.toString(process.pid()));
    long jit = 0;
    Map<String, Long> threads = new TreeMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(directory.resolve("task"))) {
      for (Path task : tasks) {
        Optional<ProcStat> read = stat(task);
        if (read.isPresent()) {
          ProcStat thread = read.get();
          threads.merge(thread.name(), thread.micros(), Long::sum);
          jit += thread.name().matches(JIT) ? thread.micros() : 0;
        }
      }
    } catch (IOException e) {
      return CpuTimes.NONE; // it has ended
    }
    long micros = stat(directory).map(stat -> stat.micros() + stat.microsOfEnded()).orElse(0L);
    return new CpuTimes(micros, jit, threads);
  }

  /** The same with all processes that it has started, which are not told apart. */
  CpuTimes readWithChildren(ProcessHandle process) {
    CpuTimes own = read(process);
    long children = process.descendants().mapToLong(child -> read(child).micros()).sum();
    return new CpuTimes(own.micros() + children, own.jitMicros(), own.threads());
  }

  /** Empty if the process or thread has ended meanwhile. */
  private static Optional<ProcStat> stat(Path directory) {
    try {
      return Optional.of(ProcStat.parse(Files.readString(directory.resolve("stat")).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
