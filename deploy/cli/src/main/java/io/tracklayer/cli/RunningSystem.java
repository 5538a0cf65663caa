package io.tracklayer.cli;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The running system that a command works on.
 *
 * @param file the configuration file
 * @param kafka the Kafka cluster it runs on
 */
record RunningSystem(Path file, TrackLayerConfig config, KafkaConfig kafka) {

  /**
   * The destination of this name.
   *
   * @throws ParameterException when there is none
   */
  DestinationConfig destination(String name, CommandLine command) {
    return ConfigFile.destination(config, name, file, command);
  }
}
