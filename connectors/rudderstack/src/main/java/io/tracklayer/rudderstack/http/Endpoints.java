package io.tracklayer.rudderstack.http;

import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may send to which endpoint. An endpoint is found by path, account and environment, and opened
 * by one of its own secrets. An unknown account, another environment and a wrong secret cause the
 * same work and get the same answer, provided that the endpoints of that path agree on its status.
 *
 * <p>Thread-safe.
 */
public final class Endpoints {

  static final int UNAUTHORIZED = 401;
  static final int RETRY = 429;

  sealed interface Access {

    record Granted(Endpoint endpoint) implements Access {}

    /**
     * @param status 401, or 429 if the sender should try again
     */
    record Denied(int status) implements Access {}
  }

  /** An endpoint, ready for use. */
  record Endpoint(EndpointConfig config, EnvelopeReader reader, EndpointSecrets secrets) {}

  private record Key(String path, @Nullable String account, @Nullable String environment) {}

  private final Map<Key, Endpoint> byKey = new HashMap<>();
  private final Map<String, Integer> failureStatusOfPath = new HashMap<>();
  private final EndpointSecrets nobody;

  public Endpoints(List<EndpointConfig> configs, Secrets secrets, Clock clock) {
    for (EndpointConfig config : configs) {
      byKey.put(
          new Key(config.path(), config.account(), config.environment()),
          new Endpoint(
              config,
              new EnvelopeReader(config),
              new EndpointSecrets(config.secretRefs(), secrets, clock)));
      failureStatusOfPath.merge(config.path(), config.authFailureStatus(), Math::max);
    }
    List<SecretRef> some = configs.isEmpty() ? List.of() : configs.get(0).secretRefs();
    nobody = new EndpointSecrets(some, secrets, clock);
  }

  public Set<String> paths() {
    return new LinkedHashSet<>(failureStatusOfPath.keySet());
  }

  /** The largest body that any endpoint accepts. */
  public int largestBody() {
    return byKey.values().stream().mapToInt(e -> e.config().maxBodyBytes()).max().orElse(0);
  }

  /** A header is null if it was not sent, or not as a single value. */
  Access open(
      String path,
      @Nullable String account,
      @Nullable String environment,
      @Nullable String secret) {
    Endpoint endpoint = byKey.get(new Key(path, account, environment));
    EndpointSecrets theirs = endpoint == null ? nobody : endpoint.secrets();
    EndpointSecrets.Match match =
        theirs.match(EndpointSecrets.digest(secret == null ? "" : secret));
    if (endpoint == null || secret == null) {
      return new Access.Denied(failureStatusOfPath.getOrDefault(path, UNAUTHORIZED));
    }
    return switch (match) {
      case YES -> new Access.Granted(endpoint);
      case NO -> new Access.Denied(endpoint.config().authFailureStatus());
      case UNKNOWN -> new Access.Denied(RETRY);
    };
  }
}
