package io.tracklayer.rudderstack.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Asks whether Kafka can accept events. */
interface KafkaProbe extends AutoCloseable {

  /**
   * The topics that are written to.
   *
   * @throws ExecutionException with Kafka's error, such as a missing topic
   * @throws TimeoutException when Kafka does not answer in time
   */
  List<String> topics() throws ExecutionException, TimeoutException, InterruptedException;

  @Override
  void close();
}
