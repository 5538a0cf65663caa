package io.tracklayer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tracklayer} beside a jar that is built, with a stand-in for Java. */
class StartScriptTest {

  private static final String WRITES = "-XX:ArchiveClassesAtExit=";
  private static final String USES = "-XX:SharedArchiveFile=";

  @TempDir Path directory;
  private Path target;
  private Path jar;
  private Path release;

  @BeforeEach
  void prepare() throws IOException {
    Files.copy(RepositoryFiles.at("tracklayer"), directory.resolve("tracklayer"));
    target = Files.createDirectories(directory.resolve("deploy/local/target"));
    jar = Files.createFile(target.resolve("tracklayer-local.jar"));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    Path bin = Files.createDirectories(directory.resolve("jdk/bin"));
    release = Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo "$*"
        for option; do
          case $option in %s*) echo classes >"${option#*=}" ;; esac
        done
        exit "${CODE:-0}"
        """
            .formatted(WRITES));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void theFirstTraceWritesAnArchiveOfClassesThatShortCommandsUse() throws Exception {
    assertThat(run(0, "check-config", "F")).doesNotContain(WRITES, USES);
    assertThat(run(0, "trace", "--help")).doesNotContain(WRITES, USES);
    assertThat(run(0, "trace", "id")).contains(WRITES).endsWith("-jar " + jar + " trace id");
    assertThat(run(0, "trace", "id"))
        .contains(USES + archives().get(0))
        .doesNotContain(WRITES)
        .endsWith("-jar " + jar + " trace id");
    assertThat(run(0, "check-config", "F")).contains(USES);
    assertThat(run(0, "local")).doesNotContain(WRITES, USES).endsWith("-jar " + jar + " local");
    assertThat(archives()).hasSize(1);
  }

  @Test
  void afterABuildTheArchiveIsWrittenAnew() throws Exception {
    run(0, "trace", "id");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(run(0, "check-config", "F")).doesNotContain(USES);
    assertThat(run(0, "trace", "id")).contains(WRITES);
    assertThat(archives()).hasSize(1);
  }

  @Test
  void aTraceThatFailsLeavesNoArchive() throws Exception {
    assertThat(run(1, "trace", "id")).contains(WRITES);
    assertThat(archives()).isEmpty();
  }

  @Test
  void anotherJdkHasAnArchiveOfItsOwn() throws Exception {
    run(0, "trace", "id");
    Files.writeString(release, "JAVA_VERSION=\"17.0.2\"\n");

    assertThat(run(0, "check-config", "F")).doesNotContain(USES);
    assertThat(run(0, "trace", "id")).contains(WRITES);
    assertThat(archives()).hasSize(2);
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> !file.equals(jar)).toList();
    }
  }

  /**
   * @return what Java was started with
   */
  private String run(int code, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(directory.resolve("tracklayer").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
    builder.environment().put("CODE", Integer.toString(code));
    builder.environment().remove("TRACKLAYER_JAVA_OPTS");
    Path output = directory.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isEqualTo(code);
    return Files.readString(output).strip();
  }
}
