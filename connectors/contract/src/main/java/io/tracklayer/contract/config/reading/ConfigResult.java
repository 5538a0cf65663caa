package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.Example;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.sections.RootOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A valid configuration, or everything that is wrong with it. */
public sealed interface ConfigResult {

  /** What is wrong with the file itself, in file order; empty when the configuration is valid. */
  List<ConfigProblem> problems();

  /** What is allowed but probably a mistake, in file order. */
  List<ConfigProblem> warnings();

  /** The secret references that could be read, in file order. */
  List<ReferencedSecret> secrets();

  /** The same for a process that brings its own Kafka. */
  ConfigResult withoutKafka();

  /** The secrets that this process lacks or has in the wrong form, each once. */
  default List<ConfigProblem> problemsOfSecrets(Secrets known) {
    Set<SecretRef> told = new HashSet<>();
    return secrets().stream()
        .flatMap(secret -> secret.problem(known).filter(problem -> told.add(secret.ref())).stream())
        .toList();
  }

  /** What is wrong with the file and with the secrets, in file order. */
  default List<ConfigProblem> problems(Secrets known) {
    return Stream.concat(problems().stream(), problemsOfSecrets(known).stream())
        .sorted(ConfigProblem.IN_FILE)
        .toList();
  }

  private static List<ReferencedSecret> outsideOfKafka(List<ReferencedSecret> secrets) {
    return secrets.stream().filter(secret -> !secret.isIn(RootOptions.KAFKA.key())).toList();
  }

  private static List<ConfigProblem> withoutMissingKafka(List<ConfigProblem> warnings) {
    return warnings.stream()
        .filter(warning -> !warning.path().equals(RootOptions.KAFKA.key()))
        .toList();
  }

  /**
   * @param examples in file order
   */
  record Valid(
      TrackLayerConfig config,
      List<Example> examples,
      List<ConfigProblem> warnings,
      List<ReferencedSecret> secrets)
      implements ConfigResult {

    @Override
    public List<ConfigProblem> problems() {
      return List.of();
    }

    @Override
    public Valid withoutKafka() {
      return new Valid(
          config.withoutKafka(), examples, withoutMissingKafka(warnings), outsideOfKafka(secrets));
    }

    /** The same with examples of another file. */
    Valid with(List<Example> further) {
      return new Valid(
          config, Stream.concat(examples.stream(), further.stream()).toList(), warnings, secrets);
    }
  }

  /**
   * @param problems at least one
   */
  record Invalid(
      List<ConfigProblem> problems, List<ConfigProblem> warnings, List<ReferencedSecret> secrets)
      implements ConfigResult {

    @Override
    public Invalid withoutKafka() {
      return new Invalid(problems, withoutMissingKafka(warnings), outsideOfKafka(secrets));
    }
  }
}
