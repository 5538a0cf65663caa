package io.tracklayer.contract.config.options;

import java.util.Optional;

/** The form that a secret must have; checked wherever its value can be looked up. */
@FunctionalInterface
public interface SecretForm {

  /** Text that a header or a URL carries unchanged. */
  SecretForm TOKEN =
      secret ->
          secret.chars().allMatch(c -> c > ' ' && c < 0x7F)
              ? Optional.empty()
              : Optional.of(
                  "has white space or characters that are not ASCII; copy it again, as one line"
                      + " without spaces");

  /** Text that a header carries, with spaces inside it. */
  SecretForm PRINTABLE =
      secret ->
          secret.chars().allMatch(c -> c >= ' ' && c < 0x7F)
              ? Optional.empty()
              : Optional.of(
                  "has characters that a header cannot carry; use one line of plain ASCII");

  /**
   * What is wrong with the secret and what to do, to follow the words "the secret …"; empty when it
   * is valid. Never repeats any part of it.
   */
  Optional<String> flaw(String secret);
}
