package io.tracklayer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the parts of a local run listen: {@code DIR/addresses.yaml}.
 *
 * @param receiver base URL of the HTTP endpoint
 * @param admin base URL of the receiver's admin port
 * @param kafka bootstrap servers
 * @param flink Flink's web UI and REST API
 * @param sandbox base URL of the sandbox
 * @param topicPrefix the prefix of all topics
 */
public record Addresses(
    String receiver, String admin, String kafka, String flink, String sandbox, String topicPrefix) {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  public static Path file(Path directory) {
    return directory.resolve("addresses.yaml");
  }

  /**
   * @throws NoSuchFileException when there has never been a run on this directory
   */
  public static Addresses read(Path directory) throws IOException {
    return YAML.readValue(Files.readAllBytes(file(directory)), Addresses.class);
  }

  /** Replaces the file in one step, so that no reader sees half of it. */
  public void write(Path directory) throws IOException {
    Path next = directory.resolve("addresses.yaml.next");
    Files.write(next, YAML.writeValueAsBytes(this));
    Files.move(
        next, file(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
