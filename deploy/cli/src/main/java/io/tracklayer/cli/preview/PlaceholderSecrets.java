package io.tracklayer.cli.preview;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.util.Optional;

/** Every secret is {@code ***}, which opens and signs nothing. */
enum PlaceholderSecrets implements Secrets {
  INSTANCE;

  @Override
  public Optional<String> find(SecretRef ref) {
    return Optional.of("***");
  }
}
