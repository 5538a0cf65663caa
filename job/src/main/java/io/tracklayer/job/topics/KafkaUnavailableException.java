package io.tracklayer.job.topics;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Kafka did not answer, or refused. The message is for the operator and holds no secret. */
public final class KafkaUnavailableException extends IOException {

  private static final long serialVersionUID = 1;

  KafkaUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
