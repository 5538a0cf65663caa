package io.tracklayer.cli;

import io.tracklayer.contract.config.KafkaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The Kafka of a local run, for commands that take {@code --data}. */
final class LocalRunKafka {

  private LocalRunKafka() {}

  /** Empty when there has never been a run on that directory, which has then been printed. */
  static Optional<KafkaConfig> of(Path data, PrintWriter err) throws IOException {
    try {
      Addresses addresses = Addresses.read(data);
      return Optional.of(
          new KafkaConfig(addresses.kafka(), addresses.topicPrefix(), Map.of(), null));
    } catch (NoSuchFileException e) {
      err.println("there has been no local run in " + data);
      return Optional.empty();
    }
  }
}
