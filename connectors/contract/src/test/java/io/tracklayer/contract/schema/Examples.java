package io.tracklayer.contract.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentEvidence;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.event.Item;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each record once with every field, and once with no more than it must have. */
final class Examples {

  static final Instant AT = Instant.parse("2026-08-20T10:15:30.120Z");
  static final String PROFILE = "0123456789abcdef0123456789abcdef";
  static final String OTHER_PROFILE = "fedcba9876543210fedcba9876543210";

  private static final ObjectNode SOME = Json.object().put("plan", "gold");

  private Examples() {}

  static RawEvent fullRawEvent() {
    return new RawEvent(
        RawEvent.SCHEMA,
        "m-1",
        "merge",
        "Order Completed",
        "acct",
        "test",
        "rudderstack",
        AT,
        AT,
        AT,
        "a-1",
        "u-1",
        "p-1",
        "web",
        SOME,
        SOME,
        SOME,
        Json.mapper().createArrayNode().add(SOME),
        SOME);
  }

  static RawEvent minimalRawEvent() {
    return new RawEvent(
        RawEvent.SCHEMA,
        "m-1",
        "page",
        null,
        "acct",
        "test",
        "rudderstack",
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        Json.object(),
        Json.object(),
        Json.object(),
        null,
        null);
  }

  static CanonicalEvent fullCanonicalEvent() {
    return new CanonicalEvent(
        CanonicalEvent.SCHEMA,
        "e-1",
        "m-1",
        "purchase",
        AT,
        AT,
        "acct",
        "test",
        "rudderstack",
        "Order Completed",
        "track",
        "server",
        PROFILE,
        IdentityState.MERGED,
        "A-1",
        "L-1",
        "R-1",
        new BigDecimal("99.90"),
        "EUR",
        List.of(
            new Item(
                "p1",
                "s1",
                "Shirt",
                "Acme",
                "Tops",
                "blue",
                new BigDecimal("49.95"),
                new BigDecimal("2"),
                "SUMMER")),
        new BigDecimal("19"),
        new BigDecimal("4.90"),
        new BigDecimal("5"),
        "SUMMER",
        new Person(
            "u-1",
            "a-1",
            List.of("anna@example.com"),
            List.of("+14155552671"),
            Map.of("crm_id", List.of("C7")),
            "Anna",
            "Lee",
            "f",
            "1990-01-31",
            "Berlin",
            "BE",
            "10115",
            "DE",
            "Mozilla/5.0"),
        Map.of("gclid", "abc"),
        Map.of("gclid", AT),
        new Client("203.0.113.7", "Mozilla/5.0", "https://example.com/", "https://x.org/", "en-GB"),
        Map.of("marketing", ConsentState.GRANTED),
        Map.of(
            "marketing",
            new ConsentEvidence(ConsentState.GRANTED, "context.consentManagement", AT)),
        SOME);
  }

  static CanonicalEvent minimalCanonicalEvent() {
    return new CanonicalEvent(
        CanonicalEvent.SCHEMA,
        "e-1",
        "e-1",
        "page_view",
        AT,
        AT,
        "acct",
        "test",
        "rudderstack",
        null,
        "page",
        null,
        null,
        IdentityState.NONE,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Json.object());
  }

  static DeliveryRecord fullDeliveryRecord() {
    return new DeliveryRecord(
        DeliveryRecord.SCHEMA,
        "e-1",
        "m-1",
        "purchase",
        "acct",
        "test",
        PROFILE,
        "meta",
        Outcome.ALREADY_DELIVERED,
        1,
        200,
        "copy_of_a_delivered_event",
        "e-0",
        Map.of("marketing", new ConsentProof(ConsentState.GRANTED, "traits.marketing_opt_in", AT)),
        AT,
        1234L);
  }

  static DeliveryRecord minimalDeliveryRecord() {
    return new DeliveryRecord(
        DeliveryRecord.SCHEMA,
        "e-1",
        "m-1",
        "purchase",
        "acct",
        "test",
        null,
        null,
        Outcome.DUPLICATE,
        0,
        null,
        null,
        "e-0",
        null,
        AT,
        null);
  }

  static DeadLetter fullDeadLetter() {
    return new DeadLetter(
        DeadLetter.SCHEMA,
        "meta",
        "e-1",
        Outcome.REJECTED,
        "invalid_parameter",
        400,
        "Invalid parameter",
        1,
        AT,
        Json.mapper().valueToTree(fullCanonicalEvent()));
  }

  static DeadLetter minimalDeadLetter() {
    return new DeadLetter(
        DeadLetter.SCHEMA,
        "meta",
        "e-1",
        Outcome.EXPIRED,
        "too_old",
        null,
        null,
        0,
        AT,
        Json.object());
  }

  static Rejection fullRejection() {
    return new Rejection(
        Rejection.SCHEMA, "m-1", "acct", "test", AT, "too_deep", "33 levels", SOME);
  }

  static Rejection minimalRejection() {
    return new Rejection(
        Rejection.SCHEMA, null, "acct", "test", AT, "missing_message_id", null, null);
  }

  static IdentityChange fullIdentityChange() {
    return new IdentityChange(
        IdentityChange.SCHEMA,
        IdentityChange.ChangeType.CONFLICT,
        "acct",
        "test",
        PROFILE,
        List.of(PROFILE, OTHER_PROFILE),
        "email",
        "user_id",
        "m-1",
        "e-1",
        AT);
  }

  static IdentityChange minimalIdentityChange() {
    return new IdentityChange(
        IdentityChange.SCHEMA,
        IdentityChange.ChangeType.MERGE,
        "acct",
        "test",
        PROFILE,
        List.of(OTHER_PROFILE),
        null,
        null,
        "m-1",
        "e-1",
        AT);
  }
}
