package io.tracklayer.job.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.copies.ClaimKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Canonical events and destinations for tests, complete but for what the test is about. */
public final class Events {

  public static final Instant OCCURRED = Instant.parse("2026-08-20T10:00:00Z");

  private static final DeliveryConfig DELIVERY =
      new DeliveryConfig(
          DeliveryConfig.Mode.SEND,
          DeliveryConfig.Start.END,
          100,
          Duration.ofMillis(200),
          8,
          1_000_000,
          50,
          Duration.ofDays(7));

  public static final DestinationSpec TAKING_EVERYTHING =
      new DestinationSpec("test", Set.of(), List.of(), Set.of(), 100, Duration.ofDays(7));

  private static final Option<Boolean> RESTATE =
      Option.withDefault("restate", Types.flag(), "false", "Whether refunds restate orders.");

  /** Of a type whose orders' values refunds may restate. */
  public static final DestinationSpec RESTATING = TAKING_EVERYTHING.restatingIf(RESTATE);

  private final String eventId;
  private final String name;
  private final String messageId;
  private String order;
  private String profileId = "profile";
  private boolean isValidation;
  private Instant occurredAt = OCCURRED;
  private final Map<String, Object> user = new HashMap<>();
  private final Map<String, ConsentState> consent = new HashMap<>();
  private final Map<String, ConsentEvidence> evidence = new HashMap<>();

  private Events(String eventId, String name) {
    this.eventId = eventId;
    this.name = name;
    messageId = "m-" + eventId;
    order = "order-" + eventId;
  }

  public static Events purchase(String eventId) {
    return new Events(eventId, "purchase");
  }

  public static Events named(String name, String eventId) {
    return new Events(eventId, name);
  }

  public static DestinationConfig destination(String name, List<String> consent) {
    return destination(name, consent, DELIVERY);
  }

  /** Of a type that exists, and takes every event. */
  public static DestinationConfig webhook(String name) {
    return destination(name, "webhook", List.of(), DELIVERY);
  }

  public static DestinationConfig destination(
      String name, List<String> consent, DeliveryConfig delivery) {
    return destination(name, "test", consent, delivery);
  }

  private static DestinationConfig destination(
      String name, String type, List<String> consent, DeliveryConfig delivery) {
    return new DestinationConfig(
        name,
        type,
        "acct",
        "production",
        List.of(),
        Map.of(),
        consent,
        Map.of(),
        new Settings(Map.of()),
        null,
        delivery,
        null,
        true,
        EventCondition.NONE,
        Map.of());
  }

  /** One whose orders' values refunds restate, if it says so. */
  public static DestinationConfig restating(boolean restate, EventCondition when) {
    DestinationConfig plain = destination("api", List.of());
    return new DestinationConfig(
        plain.name(),
        plain.type(),
        plain.account(),
        plain.environment(),
        List.of("purchase"),
        Map.of(),
        plain.consent(),
        Map.of(),
        new Settings(Map.of("restate", restate)),
        null,
        plain.delivery(),
        null,
        true,
        when,
        Map.of());
  }

  public static DestinationConfig renamed(String name, DestinationConfig from) {
    return new DestinationConfig(
        name,
        from.type(),
        from.account(),
        from.environment(),
        from.events(),
        from.eventNames(),
        from.consent(),
        from.signals(),
        from.settings(),
        from.baseUrl(),
        from.delivery(),
        from.name(),
        true,
        EventCondition.NONE,
        Map.of());
  }

  public Events of(String profile) {
    profileId = profile;
    return this;
  }

  /** A test by the command {@code validate}. */
  public Events forValidation() {
    isValidation = true;
    return this;
  }

  /** A copy, under a message id of its own, of what is known by this order. */
  public Events ofOrder(String id) {
    order = id;
    return this;
  }

  public String claim() {
    return ClaimKey.of("acct", "production", name, name.equals("purchase") ? order : null, eventId)
        .claim();
  }

  public Events boughtBy(String email, String firstName) {
    user.put("emails", List.of(email));
    user.put("first_name", firstName);
    return this;
  }

  public Events occurredAt(Instant time) {
    occurredAt = time;
    return this;
  }

  /** The event itself says it, and nothing else was known. */
  public Events consent(String purpose, ConsentState own, long at) {
    return consent(purpose, own, own, at);
  }

  public Events consent(String purpose, ConsentState newest, ConsentState own, long at) {
    consent.put(purpose, newest);
    evidence.put(
        purpose,
        newest == ConsentState.UNKNOWN
            ? new ConsentEvidence(own, null, null, null, null, null, null)
            : new ConsentEvidence(
                own,
                null,
                null,
                "context.consentManagement",
                null,
                Instant.ofEpochMilli(at),
                null));
    return this;
  }

  public Events consent(Map<String, ConsentState> states, Map<String, ConsentEvidence> proof) {
    consent.putAll(states);
    evidence.putAll(proof);
    return this;
  }

  public CanonicalEvent build() {
    ObjectNode json = Json.object();
    json.put("schema", CanonicalEvent.SCHEMA)
        .put("claim", claim())
        .put("event_id", eventId)
        .put("source_event_id", eventId)
        .put("message_id", messageId)
        .put("name", name)
        .put("occurred_at", occurredAt.toString())
        .put("received_at", occurredAt.plusSeconds(1).toString())
        .put("account", "acct")
        .put("environment", "production")
        .put("source", "rudderstack")
        .put("source_event", "Order Completed")
        .put("source_type", "track")
        .put("channel", "web")
        .put("profile_id", profileId)
        .put("identity_state", IdentityState.RECOGNISED.text())
        .put("order_id", order)
        .put("value", new BigDecimal("12.50"))
        .put("currency", "EUR");
    if (!user.isEmpty()) {
      json.set("user", Json.mapper().valueToTree(user));
    }
    if (isValidation) {
      json.put("validation", true);
    }
    json.set("consent", Json.mapper().valueToTree(consent));
    json.set("consent_evidence", Json.mapper().valueToTree(evidence));
    try {
      return Json.mapper().treeToValue(json, CanonicalEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
