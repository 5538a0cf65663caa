package io.tracklayer.job.topics;

import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.job.topics.TopicProblem.Fault;
import io.tracklayer.job.topics.TopicProblem.Severity;
import io.tracklayer.job.topics.TopicState.Missing;
import io.tracklayer.job.topics.TopicState.Present;
import java.util.ArrayList;
import java.util.List;

/** One topic: how it should be, how it is, and the problems with that. */
public record TopicReport(TopicNeed need, TopicState state, List<TopicProblem> problems) {

  static TopicReport of(TopicNeed need, TopicState state) {
    List<TopicProblem> problems = new ArrayList<>();
    if (state instanceof Present present) {
      checkCleanupPolicy(need, present, problems);
      checkRetention(need, present, problems);
      checkMessageSize(need, present, problems);
      checkPartitions(need, present, problems);
    } else if (state instanceof Missing) {
      problems.add(
          new TopicProblem(
              need.name(),
              Fault.MISSING,
              Severity.FATAL,
              "does not exist: create it with `tracklayer topics --create`"));
    }
    return new TopicReport(need, state, List.copyOf(problems));
  }

  public boolean isMissing() {
    return state instanceof Missing;
  }

  private static void checkCleanupPolicy(
      TopicNeed need, Present present, List<TopicProblem> problems) {
    if (!present.cleanupPolicy().equals(need.cleanup().policy())) {
      problems.add(
          new TopicProblem(
              need.name(),
              Fault.WRONG_CLEANUP_POLICY,
              Severity.FATAL,
              "cleanup.policy is "
                  + present.cleanupPolicy()
                  + ", which "
                  + need.cleanup().danger()
                  + ": set it to "
                  + need.cleanup().policy()));
    }
  }

  private static void checkRetention(TopicNeed need, Present present, List<TopicProblem> problems) {
    Severity severity = need.retentionIsVital() ? Severity.FATAL : Severity.WARNING;
    if (present.retention() != null && present.retention().compareTo(need.retention()) < 0) {
      problems.add(
          new TopicProblem(
              need.name(),
              Fault.RETENTION_TOO_SHORT,
              severity,
              "keeps records for "
                  + DurationText.of(present.retention())
                  + ", "
                  + DurationText.of(need.retention())
                  + " are needed: set retention.ms to "
                  + need.retention().toMillis()));
    }
    if (present.retentionBytes() >= 0) {
      problems.add(
          new TopicProblem(
              need.name(),
              Fault.RETENTION_TOO_SHORT,
              severity,
              "drops records beyond "
                  + present.retentionBytes()
                  + " bytes a partition, however young they are: set retention.bytes to -1"));
    }
  }

  private static void checkMessageSize(
      TopicNeed need, Present present, List<TopicProblem> problems) {
    if (present.maxMessageBytes() < need.maxMessageBytes()) {
      problems.add(
          new TopicProblem(
              need.name(),
              Fault.MESSAGE_SIZE_TOO_SMALL,
              Severity.FATAL,
              "takes messages of up to "
                  + present.maxMessageBytes()
                  + " bytes: set max.message.bytes to "
                  + need.maxMessageBytes()));
    }
  }

  private static void checkPartitions(
      TopicNeed need, Present present, List<TopicProblem> problems) {
    if (present.partitions() < need.partitions()) {
      problems.add(
          new TopicProblem(
              need.name(),
              Fault.TOO_FEW_PARTITIONS,
              Severity.WARNING,
              "has "
                  + present.partitions()
                  + " partitions, "
                  + need.partitions()
                  + " are planned; at most one subtask per partition can read it"));
    }
  }
}
