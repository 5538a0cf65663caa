package io.tracklayer.job.topics;

/**
 * What is wrong with one topic.
 *
 * @param message what was found, what is needed, and what to do about it
 */
public record TopicProblem(String topic, Fault fault, Severity severity, String message) {

  public enum Fault {
    MISSING,
    TOO_FEW_PARTITIONS,
    RETENTION_TOO_SHORT,
    WRONG_CLEANUP_POLICY,
    MESSAGE_SIZE_TOO_SMALL
  }

  public enum Severity {
    /** Events would be lost or sent twice: the job does not start. */
    FATAL,
    /** Throughput is lost, or records that only people read. */
    WARNING
  }

  public boolean isFatal() {
    return severity == Severity.FATAL;
  }

  @Override
  public String toString() {
    return topic + ": " + message;
  }
}
