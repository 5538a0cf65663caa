package io.tracklayer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackLayerJobTest {

  @Test
  void everyOptionIsRead() {
    assertThat(
            TrackLayerJob.arguments(
                    "--config", "f.yaml", "--stages", "deliver", "--destinations", "a,b")
                .toMap())
        .isEqualTo(Map.of("config", "f.yaml", "stages", "deliver", "destinations", "a,b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stage", "Stages", "destination", "confg", "fromSavepoint"})
  void anOptionThatThereIsNotIsRefusedByName(String name) {
    assertThatThrownBy(() -> TrackLayerJob.arguments("--config", "f.yaml", "--" + name, "resolve"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--" + name + " is not an option; write --config, --stages or --destinations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , "})
  void anOptionThatNamesNothingIsRefusedRatherThanTakenForAll(String nothing) {
    assertThatThrownBy(
            () -> TrackLayerJob.arguments("--config", "f.yaml", "--destinations", nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--destinations is empty; give it a value, or leave the option out");
  }

  @Test
  void aMissingConfigurationIsToldWithWhatToWrite() {
    assertThatThrownBy(() -> TrackLayerJob.arguments("--stages", "deliver"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--config is missing; write --config FILE");
  }
}
