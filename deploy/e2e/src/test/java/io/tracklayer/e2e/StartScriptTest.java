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
    program(
        bin.resolve("java"),
        """
        #!/bin/sh
        echo "$*"
        for option; do
          case $option in %s*) echo classes >"${option#*=}" ;; esac
        done
        exit "${CODE:-0}"
        """
            .formatted(WRITES));
    program(bin.resolve("javac"), "#!/bin/sh\n");
  }

  private static void program(Path path, String script) throws IOException {
    Files.writeString(path, script);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  /** Maven, which says what it does, in colours unless it is told not to. */
  private void mavenThat(String ends) throws IOException {
    program(
        Files.createDirectories(directory.resolve("maven")).resolve("mvn"),
        """
        #!/bin/sh
        case "$*" in *-Dstyle.color=never*) ;; *) printf '\\033[0m' ;; esac
        echo "[INFO] Building tracklayer-local 0.1.0 [9/9]"
        """
            + ends);
  }

  @Test
  void aBuildIsOneLineAndWhatMavenSaysGoesToAFile() throws Exception {
    Files.delete(jar);
    mavenThat("touch deploy/local/target/tracklayer-local.jar\n");

    assertThat(run(0, "check-config", "F").lines())
        .hasSize(2)
        .startsWith("Building TrackLayer with Maven, which takes a few minutes the first time ...");
    assertThat(Files.readString(directory.resolve("target/build.log")))
        .isEqualTo("[INFO] Building tracklayer-local 0.1.0 [9/9]\n");
    assertThat(run(0, "check-config", "F")).as("once").doesNotContain("Building");
  }

  @Test
  void aBuildThatFailsIsToldByItsErrorsAndStartsNothing() throws Exception {
    Files.delete(jar);
    mavenThat("echo '[ERROR] there is no such class'\nexit 1\n");

    assertThat(run(1, "check-config", "F").lines().skip(1))
        .containsExactly(
            "[ERROR] there is no such class",
            "tracklayer: the build failed. All that Maven said is in "
                + directory.toRealPath().resolve("target/build.log"));
  }

  @Test
  void aBuildThatFailsWithoutAnErrorIsToldByItsEnd() throws Exception {
    Files.delete(jar);
    mavenThat("for i in $(seq 40); do echo line $i; done\nexit 1\n");

    assertThat(run(1, "check-config", "F").lines().skip(1))
        .hasSize(21)
        .startsWith("line 21")
        .contains("line 40");
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
    builder
        .environment()
        .merge("PATH", directory.resolve("maven") + ":", (path, first) -> first + path);
    builder.environment().remove("TRACKLAYER_JAVA_OPTS");
    Path output = directory.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isEqualTo(code);
    return Files.readString(output).strip();
  }
}
