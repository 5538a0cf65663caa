package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/flink/run-job.sh} against a stand-in for Flink's command line. */
class RunJobScriptTest {

  private static final String NO_JOBS = "echo 'No running jobs.'; echo 'No scheduled jobs.'";
  private static final String ONE_JOB =
      "echo '23.11.2026 12:00:00 : 0123456789abcdef0123456789abcdef : TrackLayer (RUNNING)'";

  @TempDir Path directory;
  private Path calls;
  private Path state;
  private Process script;

  @BeforeEach
  void prepare() throws IOException {
    calls = Files.createFile(directory.resolve("calls"));
    state = Files.createDirectory(directory.resolve("state"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    script.destroyForcibly().waitFor();
  }

  @Test
  void withoutStateTheJobBeginsAtTheBeginning() throws IOException {
    start(NO_JOBS);
    assertThat(awaitCall("run")).isEqualTo("run --detached /the/job.jar --config /the/config");
  }

  @Test
  void theJobGoesOnFromTheNewestStateThatIsComplete() throws IOException {
    state("checkpoints/a/chk-7", Instant.parse("2026-11-01T10:00:00Z"));
    Path newest = state("savepoints/savepoint-b", Instant.parse("2026-11-01T11:00:00Z"));
    state("checkpoints/c/chk-9", Instant.parse("2026-11-01T09:00:00Z"));
    Files.createDirectories(state.resolve("checkpoints/a/chk-8"));
    start(NO_JOBS);
    assertThat(awaitCall("run"))
        .isEqualTo(
            "run --detached --fromSavepoint file://"
                + newest
                + " /the/job.jar --config /the/config");
  }

  @Test
  void aJobThatIsThereIsLeftAlone() throws IOException {
    start(ONE_JOB);
    awaitCalls("list", 3);
    assertThat(Files.readAllLines(calls)).allMatch(call -> call.startsWith("list"));
  }

  @Test
  void aJobManagerThatDoesNotAnswerIsWaitedFor() throws IOException {
    start("echo 'Connection refused'; exit 1");
    awaitCalls("list", 3);
    assertThat(Files.readAllLines(calls)).allMatch(call -> call.startsWith("list"));
  }

  private void start(String answerToList) throws IOException {
    Path flink = directory.resolve("flink");
    Files.writeString(
        flink,
        "#!/bin/sh\necho \"$*\" >> '" + calls + "'\n[ \"$1\" = list ] || exit 0\n" + answerToList);
    assertThat(flink.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(
            RepositoryFiles.at("deploy/flink/run-job.sh").toString(),
            "/the/job.jar",
            "--config",
            "/the/config");
    builder
        .environment()
        .putAll(
            Map.of("FLINK", flink.toString(), "STATE_DIR", state.toString(), "INTERVAL", "0.05"));
    script =
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
  }

  private Path state(String path, Instant time) throws IOException {
    Path folder = Files.createDirectories(state.resolve(path));
    Path metadata = Files.createFile(folder.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.from(time));
    return folder;
  }

  private String awaitCall(String verb) {
    return awaitCalls(verb, 1).get(0);
  }

  private List<String> awaitCalls(String verb, int count) {
    return Awaitility.await(count + " calls of flink " + verb)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> Files.readAllLines(calls).stream().filter(c -> c.startsWith(verb)).toList(),
            found -> found.size() >= count);
  }
}
