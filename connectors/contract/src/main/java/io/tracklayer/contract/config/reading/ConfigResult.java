package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.RootOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A configuration that can be relied on, or everything that is wrong with it. */
public sealed interface ConfigResult {

  /**
   * @param secrets that it refers to, in the order of the file
   */
  record Valid(TrackLayerConfig config, List<ReferencedSecret> secrets) implements ConfigResult {

    /** Which secrets this process lacks, or has in a form that will not do; each once. */
    public List<ConfigProblem> problemsOfSecrets(Secrets known) {
      Set<SecretRef> told = new HashSet<>();
      return secrets.stream()
          .flatMap(
              secret -> secret.problem(known).filter(problem -> told.add(secret.ref())).stream())
          .toList();
    }

    /** The same for a process that brings its own Kafka. */
    public Valid withoutKafka() {
      return new Valid(
          config.withKafka(null),
          secrets.stream().filter(secret -> !secret.isIn(RootOptions.KAFKA.key())).toList());
    }
  }

  /**
   * @param problems at least one, in the order of the file
   */
  record Invalid(List<ConfigProblem> problems) implements ConfigResult {}
}
