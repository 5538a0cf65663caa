package io.tracklayer.cli.validate;

import io.tracklayer.contract.config.EndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configured endpoint that a URL belongs to. The path decides, since an endpoint may be reached
 * at other addresses than the public one. If several endpoints have the path, one with exactly this
 * URL is preferred.
 *
 * @param account only endpoints of this one; null for any; likewise the environment
 */
public record EndpointChoice(URI url, @Nullable String account, @Nullable String environment) {

  /**
   * @throws IllegalArgumentException saying what to give instead, if there is none or more than one
   */
  public EndpointConfig among(List<EndpointConfig> endpoints) {
    if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException(
          "--endpoint must be a URL such as " + endpoints.get(0).url());
    }
    List<EndpointConfig> fitting =
        endpoints.stream()
            .filter(one -> one.path().equals(url.getPath()))
            .filter(one -> account == null || account.equals(one.account()))
            .filter(one -> environment == null || environment.equals(one.environment()))
            .toList();
    if (fitting.isEmpty()) {
      throw new IllegalArgumentException(
          "the configuration has no such endpoint; it has " + listed(endpoints));
    }
    List<EndpointConfig> exact = fitting.stream().filter(one -> one.url().equals(url)).toList();
    List<EndpointConfig> chosen = exact.isEmpty() ? fitting : exact;
    if (chosen.size() > 1) {
      throw new IllegalArgumentException(
          "several endpoints have this path; add "
              + missing(chosen, "--account", EndpointConfig::account)
              + missing(chosen, "--environment", EndpointConfig::environment)
              + "of one of "
              + listed(chosen));
    }
    return chosen.get(0);
  }

  private static String missing(
      List<EndpointConfig> chosen, String option, Function<EndpointConfig, String> value) {
    boolean differs = chosen.stream().map(value).distinct().count() > 1;
    return differs ? option + " " : "";
  }

  private static String listed(List<EndpointConfig> endpoints) {
    return endpoints.stream()
        .map(
            one ->
                Objects.toString(one.url()) + " (" + one.account() + ", " + one.environment() + ")")
        .collect(Collectors.joining(", "));
  }
}
