package io.tracklayer.local.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * {@code deploy/flink/config.yaml} for a cluster inside one process: what it says of the job, its
 * state and its checkpoints counts there as on machines of its own. What it says of addresses and
 * memory does not.
 */
public final class ClusterSettings {

  private static final String RESOURCE = "flink/config.yaml";

  private static final Pattern KEPT =
      Pattern.compile(
          "(execution|restart-strategy|state|taskmanager\\.network\\.memory\\.buffer-debloat|web)"
              + "\\..+");

  private ClusterSettings() {}

  /**
   * @param directory of the cluster, where its temporary files and its checkpoints are; created
   *     when missing
   * @param checkpointInterval between the starts of two checkpoints
   */
  public static Configuration in(Path directory, Duration checkpointInterval) throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    Configuration settings = new Configuration();
    read(temporary)
        .toMap()
        .forEach(
            (key, value) -> {
              if (KEPT.matcher(key).matches()) {
                settings.setString(key, value);
              }
            });
    settings.set(CoreOptions.TMP_DIRS, temporary.toString());
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(checkpoints(directory)));
    settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(directory.resolve("savepoints")));
    return settings;
  }

  static Path checkpoints(Path directory) throws IOException {
    return Files.createDirectories(directory.resolve("checkpoints"));
  }

  /** Flink takes a path as it is; the percent signs of {@link Path#toUri} would be part of it. */
  static String uri(Path path) {
    return "file://" + path.toAbsolutePath();
  }

  /** By Flink's own reader, which wants a directory with a file of this name. */
  private static Configuration read(Path temporary) throws IOException {
    try (InputStream resource =
        requireNonNull(ClusterSettings.class.getResourceAsStream(RESOURCE))) {
      Files.copy(resource, temporary.resolve("config.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }
    return GlobalConfiguration.loadConfiguration(temporary.toString());
  }
}
