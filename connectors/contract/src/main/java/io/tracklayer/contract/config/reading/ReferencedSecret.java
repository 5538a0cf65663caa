package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.SecretForm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A secret reference and its place in the file. Only a process that has the secret can tell whether
 * it is valid.
 */
public final class ReferencedSecret {

  private final SecretRef ref;
  private final Optional<SecretForm> form;
  private final YamlValue place;

  ReferencedSecret(SecretRef ref, Optional<SecretForm> form, YamlValue place) {
    this.ref = ref;
    this.form = form;
    this.place = place;
  }

  static List<ReferencedSecret> inOrder(List<ReferencedSecret> secrets) {
    return secrets.stream().sorted(Comparator.comparingInt(secret -> secret.place.line())).toList();
  }

  /** What is wrong with the secret in this process; never repeats any part of it. */
  public Optional<ConfigProblem> problem(Secrets secrets) {
    Optional<String> secret = secrets.find(ref);
    if (secret.isEmpty()) {
      String mend = ref.isFile() ? "; put the secret there" : "; set it where this process starts";
      return Optional.of(place.asProblem(ref.whenNotSet() + mend + ", or name another place here"));
    }
    return form.flatMap(expected -> expected.flaw(secret.get()))
        .map(flaw -> place.asProblem("the secret at " + ref.reference() + " " + flaw));
  }

  SecretRef ref() {
    return ref;
  }

  /** Whether it is in this section of the file. */
  boolean isIn(String section) {
    return place.path().startsWith(section + ".");
  }
}
