package io.tracklayer.job.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.event.ValidationMark;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.intake.client.ClickIds;
import io.tracklayer.job.intake.client.Clients;
import io.tracklayer.job.intake.client.DeviceIds;
import io.tracklayer.job.intake.client.GoogleSessions;
import io.tracklayer.job.intake.commerce.BusinessKey;
import io.tracklayer.job.intake.commerce.BusinessKeys;
import io.tracklayer.job.intake.commerce.Commerce;
import io.tracklayer.job.intake.consent.ConsentStatements;
import io.tracklayer.job.intake.consent.DataProcessingOptions;
import io.tracklayer.job.intake.consent.Integrations;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.EventBody;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.intake.person.CustomTraits;
import io.tracklayer.job.intake.person.Traits;
import io.tracklayer.job.intake.source.SourceText;
import io.tracklayer.job.intake.source.WritableJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first step of an event's way: one raw record is parsed once, normalised, and named.
 *
 * <p>A pure function of the record and the configuration: the same bytes give the same draft, after
 * every restart and on every machine. No record makes it throw.
 *
 * <p>Not meant to be shared by threads; each subtask has its own.
 */
public final class Intake {

  private static final byte[] NO_BODY = {};

  private final NodeIds nodeIds;
  private final IdentifierExtractor identifiers;
  private final ConsentStatements consent;
  private final boolean consentIsAskedFor;
  private final RemainingProperties remainingProperties;
  private final Conventions conventions;

  public Intake(TrackLayerConfig config, NodeIds nodeIds) {
    this.nodeIds = nodeIds;
    identifiers = new IdentifierExtractor(config.identity());
    consent = new ConsentStatements(config.consent());
    consentIsAskedFor = !config.consent().purposes().isEmpty();
    remainingProperties = new RemainingProperties(config.identity().externalIds());
    conventions = new Conventions(config.endpoints());
  }

  /**
   * @param rawRecord the value of a record of the raw topic
   */
  public IntakeResult take(byte[] rawRecord) {
    RawRecord record = RawRecord.read(rawRecord);
    if (record instanceof RawRecord.Parsed parsed) {
      return take(parsed.event());
    }
    return new IntakeResult.Refused(((RawRecord.Unreadable) record).rejection());
  }

  public IntakeResult take(RawEvent raw) {
    if (isTooLong(raw.messageId())) {
      return idTooLong(raw, "message_id");
    }
    Conventions.OfOrigin used = conventions.of(raw);
    Optional<String> name = used.name(raw);
    boolean carriesIdentityOnly =
        name.isEmpty() && CanonicalNames.IDENTITY_TYPES.contains(raw.type());
    if (name.isEmpty() && !carriesIdentityOnly) {
      return refused(
          raw,
          Reason.NO_CANONICAL_NAME,
          raw.type().equals("track")
              ? "this track event has no canonical name; name it in the endpoint's mapping"
              : "events of this type have no canonical name");
    }
    IdentifierExtractor.Extracted found = identifiers.extract(raw);
    ConsentStatements.Said said = consent.of(raw);
    Commerce commerce = used.commerce(raw, name);
    Draft draft =
        draft(raw, name.orElse(null), commerce, found.identifiers(), said.statements(), used);
    String tooLong = firstTooLong(draft, commerce);
    if (tooLong != null) {
      return idTooLong(raw, tooLong);
    }
    return new IntakeResult.Accepted(
        draft, found.dropped(), said.unreadable(), commerce.unreadable());
  }

  /** The name of an id that is too long; none if all can be used. */
  private static @Nullable String firstTooLong(Draft draft, Commerce commerce) {
    if (isTooLong(draft.ref().eventId())) {
      return "event_id";
    }
    if (isTooLong(commerce.orderId())) {
      return "order_id";
    }
    if (isTooLong(commerce.refundId())) {
      return "refund_id";
    }
    if (isTooLong(commerce.leadId())) {
      return "lead_id";
    }
    String text = draft.businessKey();
    if (text == null || !isTooLong(text)) {
      return null;
    }
    BusinessKey key = BusinessKey.parse(text);
    if (isTooLong(key.checkout())) {
      return "checkout_id";
    }
    return isTooLong(key.id()) && !key.isOfCheckout() ? "subscription_id" : null;
  }

  private static boolean isTooLong(@Nullable String id) {
    return id != null && id.length() > SourceText.MAX_ID_LENGTH;
  }

  private static IntakeResult idTooLong(RawEvent raw, String name) {
    return refused(
        raw,
        Reason.ID_TOO_LONG,
        name + " has more than " + SourceText.MAX_ID_LENGTH + " characters");
  }

  /**
   * A validation event never has a claim, or an event id, that an event of the source may have.
   *
   * @param name none for an event that carries identity only
   */
  private Draft draft(
      RawEvent raw,
      @Nullable String name,
      Commerce commerce,
      List<Identifier> found,
      Map<String, StatedConsent> statements,
      Conventions.OfOrigin used) {
    List<Sighting> sightings = sightings(found, raw, statements);
    NodeId anchor =
        sightings.isEmpty()
            ? nodeIds.ofMessage(raw.account(), raw.environment(), raw.messageId())
            : sightings.get(0).node();
    Client page = Clients.of(raw);
    ClickIds.Ids ids = ClickIds.of(raw, page);
    Client client = Clients.withApp(page, raw, ids.ofDevice());
    boolean isValidation = ValidationMark.isIn(raw.context());
    BusinessKey businessKey =
        name == null || isValidation ? null : BusinessKeys.of(name, commerce, raw);
    EventRef ref =
        new EventRef(
            isValidation ? raw.messageId() : used.eventIds().of(raw, businessKey != null),
            raw.messageId(),
            name == null ? raw.type() : name,
            raw.account(),
            raw.environment());
    return new Draft(
        anchor,
        sightings,
        ref,
        businessKey == null ? null : businessKey.text(),
        raw.receivedAt().toEpochMilli(),
        timeForProfile(raw).toEpochMilli(),
        name == null,
        new Contribution(
            Traits.of(raw, name),
            Traits.addressShippedTo(raw, name),
            ids.ofClicks(),
            statements,
            Clients.userAgentForProfile(client)),
        name == null ? NO_BODY : body(raw, name, commerce, client, ids.ofDevice(), used));
  }

  /**
   * The time from which what the event says is true, such as a click or a name. If the device's
   * clock cannot be right, that is when the event was received.
   */
  private static Instant timeForProfile(RawEvent raw) {
    return RawEvent.canHaveOccurred(raw.occurredAt(), raw.receivedAt())
        ? raw.occurredAt()
        : raw.receivedAt();
  }

  private byte[] body(
      RawEvent raw,
      String name,
      Commerce commerce,
      Client client,
      DeviceIds ids,
      Conventions.OfOrigin used) {
    Device device = client.device();
    if (device == null || !device.refusesTracking()) {
      return body(raw, name, commerce, client);
    }
    RawEvent told = ids.erasedFrom(raw);
    return body(
        told,
        name,
        used.commerce(told, Optional.of(name)),
        Clients.withApp(Clients.of(told), raw, ids));
  }

  private byte[] body(RawEvent raw, String name, Commerce commerce, Client client) {
    return Json.write(
        new EventBody(
            EventBody.Origin.of(raw, name),
            commerce,
            client,
            Integrations.of(raw.integrations()),
            DataProcessingOptions.of(raw.context()),
            remainingProperties.of(raw.properties(), commerce, GoogleSessions.of(raw)),
            remainingProperties.ofTraits(CustomTraits.of(raw))));
  }

  private List<Sighting> sightings(
      List<Identifier> found, RawEvent raw, Map<String, StatedConsent> statements) {
    List<Sighting> sightings = new ArrayList<>(found.size());
    // The strongest identifier of an alias is the name that is in use from now on.
    boolean isAlias = raw.type().equals("alias");
    for (Identifier identifier : found) {
      if (!identifier.type().equals(Identifier.ADVERTISING_ID) || allowsAdvertisingId(statements)) {
        sightings.add(
            new Sighting(
                nodeIds.of(raw.account(), raw.environment(), identifier),
                identifier,
                isAlias && !identifier.equals(found.get(0)),
                sightings.size()));
      }
    }
    sightings.sort(Comparator.comparing(Sighting::node));
    return sightings;
  }

  /**
   * Whether the event itself grants a purpose and denies none. What the profile says does not
   * count, since an identifier is taken before its profile is known. If no consent is asked for,
   * the device's own permission is enough.
   */
  private boolean allowsAdvertisingId(Map<String, StatedConsent> statements) {
    return !consentIsAskedFor
        || (!statements.isEmpty()
            && statements.values().stream()
                .allMatch(statement -> statement.state() == ConsentState.GRANTED));
  }

  private static IntakeResult refused(RawEvent raw, Reason reason, String detail) {
    JsonNode body = WritableJson.of(Json.mapper().valueToTree(raw));
    Instant receivedAt = raw.receivedAt();
    return new IntakeResult.Refused(
        new Rejection(
            Rejection.SCHEMA,
            raw.messageId(),
            raw.account(),
            raw.environment(),
            receivedAt,
            reason,
            detail,
            body));
  }
}
