package io.tracklayer.cli;

import io.tracklayer.cli.view.ViewClient;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where the live view of the running system is. */
final class ViewOption {

  private static final String DEFAULT = "http://localhost:8090";
  private static final URI NONE = URI.create("none");

  @Option(
      names = "--view",
      paramLabel = "URL",
      description =
          "the admin port of a receiver that has a live view (default: "
              + DEFAULT
              + ", or that of the local run); \"none\" to do without")
  private @Nullable URI view;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Empty if it is to be done without.
   *
   * @param data the directory of a local run, if it is one
   * @param config where the view's password is named, if it is known
   */
  Optional<ViewClient> client(@Nullable Path data, Optional<TrackLayerConfig> config)
      throws IOException {
    URI address = view;
    if (address == null) {
      address = URI.create(data == null ? DEFAULT : Addresses.read(data).admin());
    }
    if (address.equals(NONE)) {
      return Optional.empty();
    }
    if (address.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--view: " + address + " is no address; write one such as " + DEFAULT + ", or none");
    }
    return Optional.of(new ViewClient(address, password(config)));
  }

  private static @Nullable String password(Optional<TrackLayerConfig> config) {
    return config
        .map(TrackLayerConfig::view)
        .flatMap(page -> Optional.ofNullable(page.adminSecretRef()))
        .flatMap(Secrets.ofThisProcess()::find)
        .orElse(null);
  }
}
