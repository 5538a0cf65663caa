package io.tracklayer.rudderstack.testing;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.ViewConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Configurations as tests need them. */
public final class Configs {

  public static final String PATH = "/rudderstack/events";
  public static final String ACCOUNT = "acct_live_123";
  public static final String IDENTITY_KEY = "an identity key of more than thirty-two bytes";
  public static final int MAX_BODY = 4 * 1024 * 1024;
  static final int MAX_EVENTS = 1000;
  static final List<String> INCLUDE =
      List.of(
          "Product Viewed",
          "Order Completed",
          "Lead Submitted",
          "Signed Up",
          "Trial Booked",
          "page",
          "group");

  private static final Map<String, String> VARIABLES =
      Map.of(
          "PRODUCTION", "secret of production",
          "NEXT", "next secret of production",
          "STAGING", "secret of staging",
          "IDENTITY_KEY", IDENTITY_KEY);

  private Configs() {}

  public static Secrets secrets() {
    return Secrets.of(VARIABLES::get);
  }

  public static EndpointConfig endpoint() {
    return endpoint("production", 401, INCLUDE, "PRODUCTION", "NEXT");
  }

  public static EndpointConfig endpoint(
      String environment, int authFailureStatus, List<String> include, String... secrets) {
    return endpointOf(PATH, ACCOUNT, environment, authFailureStatus, include, secrets);
  }

  public static EndpointConfig endpointOf(
      String path,
      String account,
      String environment,
      int authFailureStatus,
      List<String> include,
      String... secrets) {
    return new EndpointConfig(
        URI.create("https://inbound.tracklayer.io" + path),
        account,
        environment,
        "rudderstack",
        Arrays.stream(secrets).map(SecretRef::new).toList(),
        include,
        Map.of("Trial Booked", "lead"),
        EndpointConfig.DEFAULT_EVENT_ID_FROM,
        authFailureStatus,
        MAX_BODY,
        MAX_EVENTS,
        true,
        null);
  }

  public static TrackLayerConfig config(
      String bootstrapServers, String topicPrefix, EndpointConfig... endpoints) {
    return new TrackLayerConfig(
        new KafkaConfig(bootstrapServers, topicPrefix, Map.of(), null),
        List.of(endpoints),
        new IdentityConfig(
            new SecretRef("IDENTITY_KEY"),
            Map.of(),
            List.of(),
            IdentityConfig.SharedDevices.OWN_PROFILE,
            List.of(),
            null),
        new DedupConfig(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(7)),
        new ConsentConfig(false, Map.of()),
        List.of(),
        ViewConfig.OFF);
  }
}
