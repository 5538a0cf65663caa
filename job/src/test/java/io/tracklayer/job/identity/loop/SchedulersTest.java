package io.tracklayer.job.identity.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulersTest {

  @ParameterizedTest
  @CsvSource({"jobmanager.scheduler, Adaptive", "scheduler-mode, reactive"})
  void aClusterThatRescalesInPlaceIsRefusedWithWhatToSet(String key, String value) {
    assertThat(Schedulers.flawOf(Configuration.fromMap(Map.of(key, value))))
        .hasValueSatisfying(flaw -> assertThat(flaw).contains("jobmanager.scheduler: default"));
  }

  @Test
  void flinksDefaultWillDo() {
    assertThat(Schedulers.flawOf(new Configuration())).isEmpty();
    assertThat(Schedulers.flawOf(Configuration.fromMap(Map.of("jobmanager.scheduler", "Default"))))
        .isEmpty();
  }
}
