package io.tracklayer.local.run;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.sandbox.SandboxSecrets;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells the sandbox which tokens and secrets the destinations that lead to it will use. */
final class SandboxDestinations {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private SandboxDestinations() {}

  /**
   * @param port the sandbox's
   */
  static SandboxSecrets secrets(
      TrackLayerConfig config, Map<String, DestinationSpec> specs, Secrets secrets, int port) {
    Map<String, Set<String>> byDestination = new TreeMap<>();
    for (DestinationConfig destination : config.destinations()) {
      target(destination)
          .filter(uri -> leadsToSandbox(uri, port))
          .ifPresent(
              uri ->
                  byDestination
                      .computeIfAbsent(uri.getPath().substring(1), path -> new HashSet<>())
                      .addAll(values(destination, specs.get(destination.type()), secrets)));
    }
    return new SandboxSecrets(byDestination);
  }

  private static Optional<URI> target(DestinationConfig destination) {
    return destination.baseUrl() != null
        ? Optional.of(destination.baseUrl())
        : destination.settings().text("url").map(URI::create);
  }

  private static boolean leadsToSandbox(URI uri, int port) {
    return uri.getHost() != null
        && THIS_MACHINE.contains(uri.getHost())
        && uri.getPort() == port
        && uri.getPath().length() > 1;
  }

  private static Set<String> values(
      DestinationConfig destination, DestinationSpec spec, Secrets secrets) {
    Set<String> values = new HashSet<>();
    for (SettingSpec setting : spec.settings()) {
      if (setting.kind() == SettingSpec.Kind.SECRET_REF) {
        destination.settings().secret(setting.key()).flatMap(secrets::find).ifPresent(values::add);
      }
    }
    return values;
  }
}
