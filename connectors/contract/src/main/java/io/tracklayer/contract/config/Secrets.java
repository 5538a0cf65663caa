package io.tracklayer.contract.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Looks up secrets in the process that needs them, and no earlier. */
public interface Secrets {

  /** The value, without trailing line breaks; empty when it is not set, blank or unreadable. */
  Optional<String> find(SecretRef ref);

  /**
   * @throws IllegalStateException naming the reference when it is not set
   */
  default String require(SecretRef ref) {
    return find(ref).orElseThrow(() -> new IllegalStateException(ref.whenNotSet()));
  }

  /** Environment variables and files of this process. */
  static Secrets ofThisProcess() {
    return of(System::getenv);
  }

  /** The same, with another source of environment variables. */
  static Secrets of(UnaryOperator<String> variables) {
    return ref -> {
      String value;
      if (ref.isFile()) {
        try {
          value = Files.readString(Path.of(ref.path()));
        } catch (IOException e) {
          return Optional.empty();
        }
      } else {
        value = variables.apply(ref.reference());
      }
      return Optional.ofNullable(value).map(String::stripTrailing).filter(v -> !v.isBlank());
    };
  }
}
