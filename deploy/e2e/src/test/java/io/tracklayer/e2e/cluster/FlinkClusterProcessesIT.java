package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.FlinkClusterProcesses;
import io.tracklayer.e2e.testing.FlinkRest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterProcessesIT {

  @TempDir Path directory;

  @Test
  void stateSurvivesAKilledTaskManagerAKilledJobManagerAndASavepoint() throws Exception {
    Path jar = jarOfCountingJob();
    Path file = directory.resolve("count");
    try (FlinkClusterProcesses cluster =
        FlinkClusterProcesses.start(directory.resolve("flink"), Map.of(), Map.of())) {
      FlinkRest rest = cluster.rest();
      String uploaded = rest.upload(jar);
      String first = rest.run(uploaded, List.of(file.toString()));
      rest.awaitRunning(first);
      awaitCountOver(file, 100);
      assertThat(metricsOf(cluster)).contains("flink_taskmanager_job_task_operator_numRecordsIn");

      long counted = countCoveredByACheckpoint(rest, first, file);
      Files.delete(file);
      cluster.killTaskManager();
      cluster.startTaskManager();
      assertThat(awaitCountOver(file, 0)).isGreaterThan(counted);

      counted = countCoveredByACheckpoint(rest, first, file);
      cluster.killJobManager();
      cluster.killTaskManager();
      Files.delete(file);
      String checkpoint = cluster.newestCheckpoint(first).orElseThrow();
      cluster.startJobManager();
      cluster.startTaskManager();
      uploaded = rest.upload(jar);
      String second = rest.run(uploaded, List.of(file.toString()), checkpoint);
      rest.awaitRunning(second);
      assertThat(awaitCountOver(file, 0)).isGreaterThan(counted);

      String savepoint = rest.stopWithSavepoint(second);
      long stopped = count(file);
      Files.delete(file);
      String third = rest.run(uploaded, List.of(file.toString()), savepoint);
      rest.awaitRunning(third);
      assertThat(awaitCountOver(file, 0)).isGreaterThan(stopped);
      rest.cancel(third);
      assertThat(rest.state(third)).isEqualTo("CANCELED");
    }
    assertThat(directory.resolve("flink/jobmanager.log")).isNotEmptyFile();
    assertThat(directory.resolve("flink/taskmanager.log")).isNotEmptyFile();
  }

  @Test
  void theClusterHasNothingThatAJobMustBringItself() {
    assertThat(FlinkClusterProcesses.distribution())
        .isNotEmpty()
        .extracting(path -> path.getFileName().toString())
        .noneMatch(
            name ->
                name.matches(
                    "(?!flink-shaded-).*(kafka|jackson|tracklayer|connector-base|httpc).*"));
  }

  private static String metricsOf(FlinkClusterProcesses cluster) {
    HttpClient http = HttpClient.newHttpClient();
    StringBuilder metrics = new StringBuilder();
    cluster
        .metrics()
        .forEach(
            uri -> {
              try {
                metrics.append(
                    http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
              } catch (IOException e) {
                throw new AssertionError("no reporter at " + uri, e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
              }
            });
    return metrics.toString();
  }

  private static long awaitCountOver(Path file, long least) {
    return Awaitility.await("a count over " + least)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count(file), count -> count > least);
  }

  /** The count that was written last, checked against the number that was written with it. */
  private static long count(Path file) throws IOException {
    String line;
    try {
      line = Files.readString(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
    int space = line.indexOf(' ');
    long count = Long.parseLong(line.substring(space + 1));
    assertThat(count).as(line).isEqualTo(Long.parseLong(line.substring(0, space)) + 1);
    return count;
  }

  /** A count that is in the job's newest checkpoint. */
  private static long countCoveredByACheckpoint(FlinkRest rest, String job, Path file)
      throws IOException {
    long count = count(file);
    rest.awaitNewCheckpoint(job);
    return count;
  }

  private Path jarOfCountingJob() throws Exception {
    Path jar = directory.resolve("counting.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Main-Class", CountingJob.class.getName());
    String folder = CountingJob.class.getPackageName().replace('.', '/') + "/";
    Path classes = Path.of(CountingJob.class.getResource("CountingJob.class").toURI()).getParent();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("CountingJob")) {
          out.putNextEntry(new JarEntry(folder + file.getFileName()));
          out.write(Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }
}
