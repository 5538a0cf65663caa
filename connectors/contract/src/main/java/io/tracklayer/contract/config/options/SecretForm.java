package io.tracklayer.contract.config.options;

import java.util.Optional;

/** What a secret must look like; checked where the reference to it leads to a value. */
@FunctionalInterface
public interface SecretForm {

  /**
   * What is wrong with the secret and what to do, following "the secret …"; empty when it will do.
   * Never repeats any of it.
   */
  Optional<String> flaw(String secret);
}
