package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessClockTest {

  private static final ProcessHandle SELF = ProcessHandle.current();

  @TempDir private Path proc;

  @Test
  void theTimeOfTheJitCompilersIsTakenApart() throws IOException {
    stat("", "java", 1_000);
    stat("task/1", "java", 10);
    stat("task/2", "C2 CompilerThre", 300);
    stat("task/3", "C1 CompilerThre", 100);
    stat("task/4", "Forest (1/2)#0", 250);
    stat("task/5", "Forest (1/2)#0", 50);

    CpuTimes times = new ProcessClock(proc).read(SELF);

    assertThat(times.micros()).isEqualTo(10_000_000);
    assertThat(times.jitMicros()).isEqualTo(4_000_000);
    assertThat(times.counted()).isEqualTo(6_000_000);
    assertThat(times.threads()).containsEntry("Forest (1/2)#0", 3_000_000L).hasSize(4);
  }

  @Test
  void aProcessThatHasEndedHasNoTime() throws IOException {
    Files.createDirectories(proc.resolve("self/task"));

    assertThat(new ProcessClock(proc).read(SELF)).isEqualTo(CpuTimes.NONE);
  }

  @Test
  void withoutProcTheTimeIsTheJdksAndThreadsAreNotToldApart() {
    ProcessClock clock = new ProcessClock(proc.resolve("none"));

    assertThat(clock.tellsThreads()).isFalse();
    CpuTimes times = clock.read(SELF);
    assertThat(times.jitMicros()).isZero();
    assertThat(times.threads()).isEmpty();
    assertThat(times.micros() > 0).isEqualTo(clock.tellsProcesses());
  }

  private void stat(String path, String name, int ticks) throws IOException {
    Files.createDirectories(proc.resolve("self/task"));
    Path directory = proc.resolve(Long.toString(SELF.pid())).resolve(path);
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("stat"),
        "7 (" + name + ") R 1 7 7 0 -1 0 0 0 0 0 " + ticks + " 0 0 0 20 0 1 0 0 0 0\n");
  }
}
