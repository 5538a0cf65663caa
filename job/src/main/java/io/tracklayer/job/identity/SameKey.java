package io.tracklayer.job.identity;

import io.tracklayer.job.flink.FlinkShell;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;

/**
 * Refuses to start with another identity key than the one that the state was made with, or than
 * another TaskManager has. With another key every person would be unknown, and events of one person
 * would go to nodes that know nothing of each other.
 */
@FlinkShell
final class SameKey {

  private final String fingerprint;

  /**
   * @param fingerprint the fingerprint of this process's key
   */
  SameKey(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /**
   * @param restored the fingerprints in the state; none for a fresh start
   * @throws IllegalStateException if one is of another key
   */
  void asRestored(Iterable<String> restored) {
    for (String known : restored) {
      require(known, "the one that the state was made with", ", or start without state");
    }
  }

  /**
   * @param execution names this attempt to run the job
   * @throws IllegalStateException if a subtask of this execution that called this before has
   *     another key
   */
  void asElsewhere(GlobalAggregateManager subtasks, String execution) throws IOException {
    for (String known :
        subtasks.updateGlobalAggregate("identity-key " + execution, fingerprint, new All())) {
      require(known, "that of another TaskManager", "");
    }
  }

  private void require(String expected, String whose, String otherwise) {
    if (!fingerprint.equals(expected)) {
      throw new IllegalStateException(
          "the identity key of this TaskManager (fingerprint "
              + fingerprint
              + ") is not "
              + whose
              + " ("
              + expected
              + "); start every process with the same value of the secret that identity.key_ref"
              + " names"
              + otherwise);
    }
  }

  /** Runs in the JobManager. */
  @FlinkShell
  private static final class All implements AggregateFunction<String, Set<String>, Set<String>> {

    private static final long serialVersionUID = 1L;

    @Override
    public Set<String> createAccumulator() {
      return new TreeSet<>();
    }

    @Override
    public Set<String> add(String one, Set<String> all) {
      return merge(all, Set.of(one));
    }

    @Override
    public Set<String> getResult(Set<String> all) {
      return all;
    }

    @Override
    public Set<String> merge(Set<String> one, Set<String> other) {
      Set<String> all = new TreeSet<>(one);
      all.addAll(other);
      return all;
    }
  }
}
