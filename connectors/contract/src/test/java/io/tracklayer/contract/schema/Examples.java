package io.tracklayer.contract.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentRecord;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.ClaimRecord;
import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.QualityRecord;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each record, once with every field and once with only the required ones. */
final class Examples {

  static final Instant AT = Instant.parse("2026-08-20T10:15:30.120Z");
  static final String CLAIM = "b0123456789abcdef0123456789abcdef";
  static final String PROFILE = "0123456789abcdef0123456789abcdef";
  static final String OTHER_PROFILE = "fedcba9876543210fedcba9876543210";

  private static final ObjectNode SOME = Json.object().put("plan", "gold");

  private static final EventRef EVENT = new EventRef("e-1", "m-1", "purchase", "acct", "test");

  private Examples() {}

  static RawEvent fullRawEvent() {
    return RawEvent.builder()
        .messageId("m-1")
        .type("merge")
        .event("Order Completed")
        .account("acct")
        .environment("test")
        .source("rudderstack")
        .receivedAt(AT)
        .occurredAt(AT)
        .sentAt(AT)
        .anonymousId("a-1")
        .userId("u-1")
        .previousId("p-1")
        .channel("web")
        .traits(SOME)
        .properties(SOME)
        .context(SOME)
        .mergeProperties(Json.mapper().createArrayNode().add(SOME))
        .consent(SOME)
        .integrations(SOME)
        .build();
  }

  static RawEvent minimalRawEvent() {
    return RawEvent.builder()
        .messageId("m-1")
        .type("page")
        .account("acct")
        .environment("test")
        .source("rudderstack")
        .receivedAt(Instant.EPOCH)
        .build();
  }

  static CanonicalEvent fullCanonicalEvent() {
    return canonicalEvent(
        """
        {
          "schema": 1, "claim": "b0123456789abcdef0123456789abcdef", "event_id": "e-1",
          "source_event_id": "e-2", "message_id": "m-1", "duplicate_of": "m-0", "name": "purchase",
          "occurred_at": "2026-08-20T10:15:30.120Z", "received_at": "2026-08-20T10:15:30.120Z",
          "account": "acct", "environment": "test", "source": "rudderstack",
          "source_event": "Order Completed", "source_type": "track", "channel": "server", "validation": true,
          "profile_id": "0123456789abcdef0123456789abcdef", "identity_state": "merged", "shared": true,
          "order_id": "A-1", "lead_id": "L-1", "refund_id": "R-1", "value": 99.90, "currency": "EUR",
          "items": [{
            "id": "p1", "sku": "s1", "name": "Shirt", "brand": "Acme", "category": "Tops",
            "variant": "blue", "price": 49.95, "quantity": 2, "coupon": "SUMMER",
            "category2": "c2", "category3": "c3", "category4": "c4", "category5": "c5",
            "discount": 1.5, "affiliation": "Store", "position": 3, "list_id": "l1",
            "list_name": "Sale", "url": "https://example.com/p1",
            "image_url": "https://example.com/p1.jpg"
          }],
          "tax": 19, "shipping": 4.90, "discount": 5, "coupon": "SUMMER",
          "user": {
            "user_id": "u-1", "anonymous_id": "a-1", "emails": ["anna@example.com"],
            "phones": ["+14155552671"],
            "emails_sha256": ["f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01"],
            "phones_sha256": ["cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928"],
            "external_ids": {"crm_id": ["C7"]}, "first_name": "Anna",
            "last_name": "Lee", "gender": "f", "birth_date": "1990-01-31", "city": "Berlin",
            "state": "BE", "postal_code": "10115", "country": "DE", "user_agent": "Mozilla/5.0"
          },
          "click_ids": {"gclid": "abc"}, "click_ids_at": {"gclid": "2026-08-20T10:15:30.120Z"},
          "own_fields": ["emails", "gclid"],
          "client": {
            "ip": "203.0.113.7", "user_agent": "Mozilla/5.0", "page_url": "https://example.com/", "page_title": "Home",
            "referrer": "https://x.org/", "locale": "en-GB",
            "app": {"name": "Shop", "namespace": "com.example.shop", "version": "3.1", "build": "42"},
            "device": {
              "platform": "ios", "os_version": "18.1", "manufacturer": "Apple", "model": "iPhone17,1",
              "carrier": "Example Mobile", "screen_width": 402, "screen_height": 874,
              "screen_density": 3, "timezone": "Europe/Berlin", "tracking": "authorized",
              "advertising_id": "7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a",
              "vendor_id": "6D92078A-8246-4BA4-AE5B-76104861E7DC"
            }
          },
          "consent": {"marketing": "granted"},
          "consent_evidence": {"marketing": {
            "own": "granted", "own_source": "consent", "own_words": "yes",
            "source": "context.consentManagement", "words": "C4 in allowedConsentIds",
            "at": "2026-08-20T10:15:30.120Z", "united_by": "m-0"
          }},
          "integrations": {"facebook pixel": false},
          "data_processing": {"options": ["LDU"], "country": 1, "state": 1000},
          "properties": {"plan": "gold"}, "traits": {"title": "Buyer"}, "shed": ["items"]
        }
        """);
  }

  static CanonicalEvent minimalCanonicalEvent() {
    return canonicalEvent(
        """
        {
          "schema": 1, "claim": "e0123456789abcdef0123456789abcdef", "event_id": "e-1",
          "source_event_id": "e-1", "message_id": "e-1", "name": "page_view",
          "occurred_at": "2026-08-20T10:15:30.120Z", "received_at": "2026-08-20T10:15:30.120Z",
          "account": "acct", "environment": "test", "source": "rudderstack", "source_type": "page",
          "identity_state": "none", "properties": {}
        }
        """);
  }

  private static CanonicalEvent canonicalEvent(String json) {
    try {
      return Json.read(json.getBytes(UTF_8), CanonicalEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DeliveryRecord fullDeliveryRecord() {
    return DeliveryRecord.of(EVENT, Outcome.DUPLICATE, AT.toEpochMilli() - 1234, AT)
        .claim(CLAIM, "e-2")
        .profile(PROFILE)
        .destination("meta")
        .afterAttempt(1, 200)
        .because(Cause.of(Reason.NO_CONSENT, "marketing"))
        .answered("Invalid parameter")
        .duplicateOf("m-0")
        .consent(
            Map.of(
                "marketing",
                new ConsentProof(ConsentState.DENIED, "traits.marketing_opt_in", "no", AT, "m-0")))
        .matched(MatchKeys.of(List.of("email", "click_id"), List.of("click_id")))
        .build();
  }

  static DeliveryRecord minimalDeliveryRecord() {
    return DeliveryRecord.of(EVENT, Outcome.DUPLICATE, AT.toEpochMilli(), AT)
        .duplicateOf("m-0")
        .build();
  }

  static ClaimRecord.Settled settledClaim() {
    return new ClaimRecord.Settled(
        ClaimRecord.SCHEMA, "meta", CLAIM, "e-1", "m-1", Outcome.DELIVERED, AT, null, null, null);
  }

  static ClaimRecord.Started startedSender() {
    return new ClaimRecord.Started(
        ClaimRecord.SCHEMA, "meta", 7, "d2719a3e-9d4c-4b3d-a7c5-0d4f7a3b8f10", 0, 359, AT);
  }

  static DeadLetter fullDeadLetter() {
    return DeadLetter.of(
        DeliveryRecord.of(EVENT, Outcome.REJECTED, AT.toEpochMilli(), AT)
            .claim(CLAIM, "e-2")
            .destination("meta")
            .afterAttempt(1, 400)
            .because(Cause.of(Reason.INVALID_REQUEST, "code 100"))
            .answered("Invalid parameter")
            .build(),
        Json.mapper().valueToTree(fullCanonicalEvent()));
  }

  static DeadLetter minimalDeadLetter() {
    return DeadLetter.of(
        DeliveryRecord.of(EVENT, Outcome.EXPIRED, AT.toEpochMilli(), AT)
            .claim(CLAIM, "e-2")
            .destination("meta")
            .because(Cause.of(Reason.TOO_OLD))
            .build(),
        Json.object());
  }

  static ControlRecord fullControlRecord() {
    return new ControlRecord(
        ControlRecord.SCHEMA, "meta", ControlRecord.State.PAUSED, AT, "operator");
  }

  static ControlRecord minimalControlRecord() {
    return new ControlRecord(ControlRecord.SCHEMA, "meta", ControlRecord.State.RUNNING, AT, null);
  }

  static BreakerRecord fullBreakerRecord() {
    return new BreakerRecord(
        BreakerRecord.SCHEMA,
        "meta",
        2,
        3,
        BreakerRecord.State.OPEN,
        AT,
        Reason.SERVER_ERROR,
        503,
        AT.plusMillis(5));
  }

  static BreakerRecord minimalBreakerRecord() {
    return new BreakerRecord(
        BreakerRecord.SCHEMA, "meta", 0, 1, BreakerRecord.State.CLOSED, AT, null, null, AT);
  }

  static QualityRecord fullQualityRecord() {
    return new QualityRecord(
        QualityRecord.SCHEMA,
        "meta",
        AT,
        "status 400, code 100",
        AT,
        Map.of(
            "purchase",
            new QualityRecord.Said(
                new BigDecimal("7.2"), Map.of("email", new BigDecimal("99.9")))));
  }

  static QualityRecord minimalQualityRecord() {
    return new QualityRecord(QualityRecord.SCHEMA, "meta", AT, null, null, Map.of());
  }

  static ConsentRecord fullConsentRecord() {
    return new ConsentRecord(
        ConsentRecord.SCHEMA,
        PROFILE,
        Map.of("marketing", new ConsentRecord.Denial("traits.marketing_opt_in", "no", AT, "m-0")));
  }

  static ConsentRecord minimalConsentRecord() {
    return new ConsentRecord(
        ConsentRecord.SCHEMA,
        PROFILE,
        Map.of("marketing", new ConsentRecord.Denial("context.gpc", null, AT, null)));
  }

  static Rejection fullRejection() {
    return new Rejection(
        Rejection.SCHEMA, "m-1", "acct", "test", AT, Reason.TOO_DEEP, "33 levels", SOME);
  }

  static Rejection minimalRejection() {
    return new Rejection(
        Rejection.SCHEMA, null, "acct", "test", AT, Reason.MISSING_MESSAGE_ID, null, null);
  }

  static IdentityChange fullIdentityChange() {
    return new IdentityChange(
        IdentityChange.SCHEMA,
        IdentityChange.ChangeType.CONFLICT,
        PROFILE,
        List.of(PROFILE, OTHER_PROFILE),
        "email",
        "user_id",
        new IdentityChange.Trigger("acct", "test", "m-1", "e-1", AT));
  }

  static IdentityChange minimalIdentityChange() {
    return new IdentityChange(
        IdentityChange.SCHEMA,
        IdentityChange.ChangeType.MERGE,
        PROFILE,
        List.of(OTHER_PROFILE),
        null,
        null,
        new IdentityChange.Trigger("acct", "test", "m-1", "e-1", AT));
  }
}
