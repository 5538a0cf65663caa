package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.RepositoryFiles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;
import org.rocksdb.CompressionType;

/** The configuration that {@code deploy/flink} offers for copying. */
class FlinkConfigurationTest {

  private static final String REPORTER = "metrics.reporter.prom.";

  private final Configuration configuration =
      GlobalConfiguration.loadConfiguration(RepositoryFiles.at("deploy/flink").toString());

  @Test
  void everyKeyIsOneThatFlinkReads() throws IllegalAccessException {
    Set<String> known = new TreeSet<>();
    for (Class<?> options :
        Set.of(
            BlobServerOptions.class,
            CheckpointingOptions.class,
            CoreOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            RocksDBConfigurableOptions.class,
            RocksDBNativeMetricOptions.class,
            RocksDBOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class)) {
      for (Field field : options.getDeclaredFields()) {
        if (Modifier.isPublic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          known.add(((ConfigOption<?>) field.get(null)).key());
        }
      }
    }
    known.add(REPORTER + "factory.class");
    known.add(REPORTER + "port");
    assertThat(configuration.keySet()).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void checkpointsAreExactlyOnceIncrementalAndOutliveTheJob() {
    assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(configuration.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
    assertThat(configuration.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void stateIsInRocksDbWithBloomFiltersAndManagedMemory() {
    assertThat(configuration.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(configuration.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
    assertThat(configuration.get(RocksDBOptions.USE_MANAGED_MEMORY)).isTrue();
    assertThat(configuration.get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS)).isTrue();
    assertThat(configuration.get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
        .containsExactly(CompressionType.SNAPPY_COMPRESSION, CompressionType.ZSTD_COMPRESSION);
  }

  @Test
  void nobodyCanUploadAJarThroughTheWebInterface() {
    assertThat(configuration.get(WebOptions.SUBMIT_ENABLE)).isFalse();
  }

  @Test
  void aFailingJobIsRestartedWithGrowingPauses() {
    assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("exponential-delay");
    assertThat(
            configuration.get(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF))
        .isEqualTo(Duration.ofMinutes(1));
  }
}
