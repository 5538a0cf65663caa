package io.tracklayer.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {

  private static final Duration INTERVAL = Duration.ofSeconds(3);

  @TempDir private Path directory;

  @Test
  void whatTheFileSaysOfTheJobAndItsStateCounts() throws IOException {
    Configuration settings = ClusterSettings.in(directory, INTERVAL);

    assertThat(settings.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(settings.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(settings.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(settings.get(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED)).isTrue();
    assertThat(settings.get(WebOptions.SUBMIT_ENABLE)).isFalse();
  }

  @Test
  void whatItSaysOfMachinesDoesNot() throws IOException {
    assertThat(ClusterSettings.in(directory, INTERVAL).keySet())
        .noneMatch(key -> key.matches("(blob|env|jobmanager|metrics|parallelism|rest)\\..*"))
        .noneMatch(key -> key.matches("taskmanager\\.(bind-host|memory|number).*"));
  }

  @Test
  void filesStayInTheDirectory() throws IOException {
    Configuration settings = ClusterSettings.in(directory, INTERVAL);

    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(INTERVAL);
    assertThat(settings.toMap().values()).noneMatch(value -> value.contains("/opt/flink"));
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("file://" + directory.resolve("checkpoints"));
    assertThat(settings.get(WebOptions.UPLOAD_DIR)).startsWith(directory.toString());
  }
}
