package io.tracklayer.contract.config.options;

import java.util.Optional;

/** What a secret must look like; checked where the reference to it leads to a value. */
@FunctionalInterface
public interface SecretForm {

  /** What a header or a URL carries as it is. */
  SecretForm TOKEN =
      secret ->
          secret.chars().allMatch(c -> c > ' ' && c < 0x7F)
              ? Optional.empty()
              : Optional.of(
                  "has white space or characters that are not ASCII; copy it again, as one line"
                      + " without spaces");

  /** What a header carries, spaces inside of it included. */
  SecretForm PRINTABLE =
      secret ->
          secret.chars().allMatch(c -> c >= ' ' && c < 0x7F)
              ? Optional.empty()
              : Optional.of("has characters that no header carries; use one line of plain ASCII");

  /**
   * What is wrong with the secret and what to do, following "the secret …"; empty when it will do.
   * Never repeats any of it.
   */
  Optional<String> flaw(String secret);
}
