package io.tracklayer.cli.preview;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.util.Optional;

/** Every secret is {@code ***}: nothing that is built with it can open or sign anything. */
enum PlaceholderSecrets implements Secrets {
  INSTANCE;

  @Override
  public Optional<String> find(SecretRef ref) {
    return Optional.of("***");
  }
}
