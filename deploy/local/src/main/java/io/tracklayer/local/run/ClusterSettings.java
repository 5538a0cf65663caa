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
import org.apache.flink.configuration.WebOptions;

/**
 * {@code deploy/flink/config.yaml} for a cluster inside one process. Its settings for the job,
 * state and checkpoints apply as on a real cluster; those for addresses and memory do not.
 */
public final class ClusterSettings {

  private static final String RESOURCE = "flink/config.yaml";

  private static final Pattern KEPT =
      Pattern.compile(
          "(execution|restart-strategy|state|taskmanager\\.network\\.memory\\.buffer-debloat|web)"
              + "\\..+");

  private ClusterSettings() {}

  /**
   * @param directory where the cluster keeps temporary files and checkpoints; created when missing
   * @param checkpointInterval the time between the starts of two checkpoints
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
    settings.set(WebOptions.UPLOAD_DIR, temporary.toString());
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(checkpoints(directory)));
    settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(directory.resolve("savepoints")));
    return settings;
  }

  static Path checkpoints(Path directory) throws IOException {
    return Files.createDirectories(directory.resolve("checkpoints"));
  }

  /**
   * Flink does not decode paths, so percent signs of {@link Path#toUri} would become part of the
   * path.
   */
  static String uri(Path path) {
    return "file://" + path.toAbsolutePath();
  }

  /** Uses Flink's own reader, which expects a directory with a file of this name. */
  private static Configuration read(Path temporary) throws IOException {
    try (InputStream resource =
        requireNonNull(ClusterSettings.class.getResourceAsStream(RESOURCE))) {
      Files.copy(resource, temporary.resolve("config.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }
    return GlobalConfiguration.loadConfiguration(temporary.toString());
  }
}
