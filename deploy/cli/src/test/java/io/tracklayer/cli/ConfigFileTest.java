package io.tracklayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.reading.ExampleConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @Test
  void secretsAreToldAndCountedWithTheOtherProblems() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("config.yaml"),
            ExampleConfig.yaml().replace("auth_failure_status: 401", "auth_failure_status: 403"));
    Secrets allButOne =
        Secrets.of(
            name -> name.equals("META_ACCESS_TOKEN") ? null : "client.rack=" + "x".repeat(32));

    assertThat(ConfigFile.withSecrets(ConfigFile.result(file), allButOne, new PrintWriter(err)))
        .isEmpty();
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("auth_failure_status"),
            line -> assertThat(line).contains("META_ACCESS_TOKEN is not set; set it"),
            line -> assertThat(line).isEqualTo("2 problems"));
  }

  @Test
  void withoutSecretsOnlyTheFileCounts() throws IOException {
    Path file = Files.writeString(directory.resolve("config.yaml"), ExampleConfig.yaml());

    assertThat(ConfigFile.read(file, new PrintWriter(err))).isPresent();
    assertThat(err.toString()).isEmpty();
  }
}
