package io.tracklayer.contract.config;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The live view of a receiver.
 *
 * @param enabled whether there is one wherever it has a directory
 * @param directory where it keeps what it has read; none if only local mode, which brings its own,
 *     has a view
 * @param keep how long an event is kept after it was received
 * @param maxBytes roughly the largest size on disk
 * @param adminSecretRef where the password of the page is kept; none if it has none
 * @param destinations to show
 */
public record ViewConfig(
    boolean enabled,
    @Nullable String directory,
    Duration keep,
    int maxBytes,
    @Nullable SecretRef adminSecretRef,
    List<DestinationScope> destinations)
    implements Serializable {

  public static final ViewConfig OFF =
      new ViewConfig(false, null, Duration.ofDays(7), 1 << 30, null, List.of());

  /** Where to keep what is read; empty if there is no view. */
  public Optional<Path> place() {
    return enabled ? Optional.ofNullable(directory).map(Path::of) : Optional.empty();
  }

  /** The same for a process that has a directory of its own. */
  public ViewConfig in(Path own) {
    return new ViewConfig(enabled, own.toString(), keep, maxBytes, adminSecretRef, destinations);
  }
}
