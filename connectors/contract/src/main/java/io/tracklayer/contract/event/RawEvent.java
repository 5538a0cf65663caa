package io.tracklayer.contract.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as accepted over HTTP, in one shape for both payload forms: the record of the raw
 * topic. Blank, null and {@code <no value>} fields of the payload are left out, except inside
 * traits, context and consent, where blank or null withdraws an answer. Built by {@link #builder}.
 *
 * @param type track, page, screen, identify, alias, group or merge
 * @param event the name of a track event; the name of a page or screen if it has one
 * @param source the configured source of the endpoint, {@code rudderstack}
 * @param receivedAt when the receiver took it: the clock of all windows
 * @param occurredAt when it happened, corrected for the device's clock, never after {@code
 *     receivedAt}
 * @param previousId of an alias only
 * @param mergeProperties of a merge only: an array of {@code {type, value}}
 * @param consent the thin payload's own consent object: purpose (or vendor consent id) to granted,
 *     denied, true or false; also the signals {@code tc_string}, {@code gpp_string}, {@code gpc},
 *     {@code us_privacy}. Not an object when the source sent something else
 * @param integrations which destinations the source meant the event for, by RudderStack's names;
 *     absent where the endpoint ignores it
 */
public record RawEvent(
    int schema,
    String messageId,
    String type,
    @Nullable String event,
    String account,
    String environment,
    String source,
    Instant receivedAt,
    Instant occurredAt,
    @Nullable Instant sentAt,
    @Nullable String anonymousId,
    @Nullable String userId,
    @Nullable String previousId,
    @Nullable String channel,
    ObjectNode traits,
    ObjectNode properties,
    ObjectNode context,
    @Nullable JsonNode mergeProperties,
    @Nullable JsonNode consent,
    @Nullable ObjectNode integrations) {

  public static final int SCHEMA = 1;

  /** Clocks that were never set show the years before. */
  private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");

  public RawEvent {
    requireNonNull(messageId, "message_id");
    requireNonNull(type, "type");
    requireNonNull(account, "account");
    requireNonNull(environment, "environment");
    requireNonNull(source, "source");
    requireNonNull(receivedAt, "received_at");
    requireNonNull(occurredAt, "occurred_at");
    requireNonNull(traits, "traits");
    requireNonNull(properties, "properties");
    requireNonNull(context, "context");
    occurredAt = occurredAt.isAfter(receivedAt) ? receivedAt : occurredAt;
  }

  /** Whether an event can have occurred then, or the time comes from a clock that is wrong. */
  public static boolean canHaveOccurred(Instant time, Instant receivedAt) {
    return !time.isBefore(YEAR_2000) && !time.isAfter(receivedAt);
  }

  /** The same event with other content. */
  public RawEvent with(
      ObjectNode otherTraits, ObjectNode otherProperties, ObjectNode otherContext) {
    return new RawEvent(
        schema,
        messageId,
        type,
        event,
        account,
        environment,
        source,
        receivedAt,
        occurredAt,
        sentAt,
        anonymousId,
        userId,
        previousId,
        channel,
        otherTraits,
        otherProperties,
        otherContext,
        mergeProperties,
        consent,
        integrations);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects what is known; anything not set is absent. An event of unknown time counts as having
   * occurred when it was received.
   */
  public static final class Builder {

    private @Nullable String messageId;
    private @Nullable String type;
    private @Nullable String event;
    private @Nullable String account;
    private @Nullable String environment;
    private @Nullable String source;
    private @Nullable Instant receivedAt;
    private @Nullable Instant occurredAt;
    private @Nullable Instant sentAt;
    private @Nullable String anonymousId;
    private @Nullable String userId;
    private @Nullable String previousId;
    private @Nullable String channel;
    private @Nullable ObjectNode traits;
    private @Nullable ObjectNode properties;
    private @Nullable ObjectNode context;
    private @Nullable JsonNode mergeProperties;
    private @Nullable JsonNode consent;
    private @Nullable ObjectNode integrations;

    private Builder() {}

    public Builder messageId(String value) {
      this.messageId = value;
      return this;
    }

    public Builder type(String value) {
      this.type = value;
      return this;
    }

    public Builder event(@Nullable String value) {
      this.event = value;
      return this;
    }

    public Builder account(String value) {
      this.account = value;
      return this;
    }

    public Builder environment(String value) {
      this.environment = value;
      return this;
    }

    public Builder source(String value) {
      this.source = value;
      return this;
    }

    public Builder receivedAt(Instant value) {
      this.receivedAt = value;
      return this;
    }

    public Builder occurredAt(@Nullable Instant value) {
      this.occurredAt = value;
      return this;
    }

    public Builder sentAt(@Nullable Instant value) {
      this.sentAt = value;
      return this;
    }

    public Builder anonymousId(@Nullable String value) {
      this.anonymousId = value;
      return this;
    }

    public Builder userId(@Nullable String value) {
      this.userId = value;
      return this;
    }

    public Builder previousId(@Nullable String value) {
      this.previousId = value;
      return this;
    }

    public Builder channel(@Nullable String value) {
      this.channel = value;
      return this;
    }

    public Builder traits(@Nullable ObjectNode value) {
      this.traits = value;
      return this;
    }

    public Builder properties(@Nullable ObjectNode value) {
      this.properties = value;
      return this;
    }

    public Builder context(@Nullable ObjectNode value) {
      this.context = value;
      return this;
    }

    public Builder mergeProperties(@Nullable JsonNode value) {
      this.mergeProperties = value;
      return this;
    }

    public Builder consent(@Nullable JsonNode value) {
      this.consent = value;
      return this;
    }

    public Builder integrations(@Nullable ObjectNode value) {
      this.integrations = value;
      return this;
    }

    public RawEvent build() {
      return new RawEvent(
          SCHEMA,
          requireNonNull(messageId),
          requireNonNull(type),
          event,
          requireNonNull(account),
          requireNonNull(environment),
          requireNonNull(source),
          requireNonNull(receivedAt),
          occurredAt == null ? requireNonNull(receivedAt) : occurredAt,
          sentAt,
          anonymousId,
          userId,
          previousId,
          channel,
          traits == null ? Json.object() : traits,
          properties == null ? Json.object() : properties,
          context == null ? Json.object() : context,
          mergeProperties,
          consent,
          integrations);
    }
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "RawEvent[" + messageId + ", " + type + "]";
  }
}
