package io.tracklayer.job.intake;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.GppOptOut;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.identifier.NodeIds;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One configuration for the tests of intake and of what follows it. */
public final class Configs {

  static final NodeIds NODE_IDS = new NodeIds("an identity key of thirty-two bytes or more");

  private Configs() {}

  static TrackLayerConfig config() {
    return config(
        Map.of(
            "marketing",
            new ConsentConfig.Purpose(List.of("C0004"), List.of("marketing_opt_in")),
            "email",
            new ConsentConfig.Purpose(List.of(), List.of("email_opt_in")),
            "ads",
            new ConsentConfig.Purpose(
                List.of(),
                List.of(),
                List.of(1, 3, 4),
                755,
                List.of(GppOptOut.values()),
                true,
                false)));
  }

  private static TrackLayerConfig config(Map<String, ConsentConfig.Purpose> purposes) {
    return new TrackLayerConfig(
        new KafkaConfig("localhost:9092", "tracklayer", Map.of(), null),
        List.of(
            endpoint(
                "/rudderstack/events",
                "acct",
                Map.of("Trial_Booked", "lead"),
                EndpointConfig.DEFAULT_EVENT_ID_FROM),
            endpoint(
                "/second",
                "acct",
                Map.of("trial booked", "sign_up", "Demo", "demo_booked"),
                List.of("properties.ignored")),
            endpoint(
                "/rudderstack/events",
                "other",
                Map.of("Trial Booked", "sign_up"),
                List.of("properties.meta.event_id"))),
        new IdentityConfig(
            new SecretRef("TRACKLAYER_IDENTITY_KEY"),
            Map.of(),
            List.of("crm_id"),
            IdentityConfig.SharedDevices.OWN_PROFILE,
            List.of(),
            "US"),
        new DedupConfig(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(7)),
        new ConsentConfig(false, purposes),
        List.of(),
        ViewConfig.OFF);
  }

  public static Intake intake() {
    return new Intake(config(), NODE_IDS);
  }

  static Intake intakeWithoutPurposes() {
    return new Intake(config(Map.of()), NODE_IDS);
  }

  private static EndpointConfig endpoint(
      String path, String account, Map<String, String> mapping, List<String> eventIdFrom) {
    return new EndpointConfig(
        URI.create("https://inbound.example.com" + path),
        account,
        "production",
        "rudderstack",
        List.of(new SecretRef("SECRET")),
        List.of(),
        mapping,
        eventIdFrom,
        401,
        4 * 1024 * 1024,
        1000,
        true,
        null);
  }
}
