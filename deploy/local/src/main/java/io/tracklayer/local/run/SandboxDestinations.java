package io.tracklayer.local.run;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.sandbox.SandboxSecrets;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells the sandbox the tokens and secrets of the destinations that point to it. */
final class SandboxDestinations {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private SandboxDestinations() {}

  /**
   * @param port the sandbox's
   */
  static SandboxSecrets secrets(TrackLayerConfig config, Secrets secrets, int port) {
    Map<String, Set<String>> byDestination = new TreeMap<>();
    for (DestinationConfig destination : config.destinations()) {
      target(destination)
          .filter(uri -> leadsToSandbox(uri, port))
          .ifPresent(
              uri ->
                  byDestination
                      .computeIfAbsent(uri.getPath().substring(1), path -> new HashSet<>())
                      .addAll(values(destination, secrets)));
    }
    return new SandboxSecrets(byDestination);
  }

  private static Optional<URI> target(DestinationConfig destination) {
    return destination.baseUrl() != null
        ? Optional.of(destination.baseUrl())
        : destination.settings().value("url").map(URI.class::cast);
  }

  private static boolean leadsToSandbox(URI uri, int port) {
    return uri.getHost() != null
        && THIS_MACHINE.contains(uri.getHost())
        && uri.getPort() == port
        && uri.getPath().length() > 1;
  }

  private static Set<String> values(DestinationConfig destination, Secrets secrets) {
    Set<String> values = new HashSet<>();
    destination.settings().secretRefs().forEach(ref -> secrets.find(ref).ifPresent(values::add));
    return values;
  }
}
