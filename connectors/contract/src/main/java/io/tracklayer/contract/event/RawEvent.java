package io.tracklayer.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;

/**
 * One event as it was accepted over HTTP, one shape for both payload forms: the record of the raw
 * topic. Blank, null and {@code <no value>} fields of the payload are absent (null) here; {@code
 * traits}, {@code properties} and {@code context} are never null. Made by {@link #builder}.
 *
 * @param type track, page, screen, identify, alias, group or merge
 * @param event the name of a track event; the name of a page or screen if it has one
 * @param source the configured source of the endpoint, {@code rudderstack}
 * @param receivedAt when the receiver took it: the clock of all windows
 * @param occurredAt when it happened, corrected for the device's clock, never after {@code
 *     receivedAt}
 * @param previousId of an alias
 * @param mergeProperties of a merge: an array of {@code {type, value}}
 * @param consent the thin payload's own consent object: purpose (or vendor consent id) to granted,
 *     denied, true or false; also the signals {@code tc_string}, {@code gpp_string}, {@code gpc}
 */
public record RawEvent(
    int schema,
    String messageId,
    String type,
    String event,
    String account,
    String environment,
    String source,
    Instant receivedAt,
    Instant occurredAt,
    Instant sentAt,
    String anonymousId,
    String userId,
    String previousId,
    String channel,
    ObjectNode traits,
    ObjectNode properties,
    ObjectNode context,
    JsonNode mergeProperties,
    ObjectNode consent) {

  public static final int SCHEMA = 1;

  public RawEvent {
    traits = traits == null ? Json.object() : traits;
    properties = properties == null ? Json.object() : properties;
    context = context == null ? Json.object() : context;
    boolean late = receivedAt != null && (occurredAt == null || occurredAt.isAfter(receivedAt));
    occurredAt = late ? receivedAt : occurredAt;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Takes what is known; what is not set is absent. */
  public static final class Builder {

    private String messageId;
    private String type;
    private String event;
    private String account;
    private String environment;
    private String source;
    private Instant receivedAt;
    private Instant occurredAt;
    private Instant sentAt;
    private String anonymousId;
    private String userId;
    private String previousId;
    private String channel;
    private ObjectNode traits;
    private ObjectNode properties;
    private ObjectNode context;
    private JsonNode mergeProperties;
    private ObjectNode consent;

    private Builder() {}

    public Builder messageId(String value) {
      this.messageId = value;
      return this;
    }

    public Builder type(String value) {
      this.type = value;
      return this;
    }

    public Builder event(String value) {
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

    public Builder occurredAt(Instant value) {
      this.occurredAt = value;
      return this;
    }

    public Builder sentAt(Instant value) {
      this.sentAt = value;
      return this;
    }

    public Builder anonymousId(String value) {
      this.anonymousId = value;
      return this;
    }

    public Builder userId(String value) {
      this.userId = value;
      return this;
    }

    public Builder previousId(String value) {
      this.previousId = value;
      return this;
    }

    public Builder channel(String value) {
      this.channel = value;
      return this;
    }

    public Builder traits(ObjectNode value) {
      this.traits = value;
      return this;
    }

    public Builder properties(ObjectNode value) {
      this.properties = value;
      return this;
    }

    public Builder context(ObjectNode value) {
      this.context = value;
      return this;
    }

    public Builder mergeProperties(JsonNode value) {
      this.mergeProperties = value;
      return this;
    }

    public Builder consent(ObjectNode value) {
      this.consent = value;
      return this;
    }

    public RawEvent build() {
      return new RawEvent(
          SCHEMA,
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
          traits,
          properties,
          context,
          mergeProperties,
          consent);
    }
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "RawEvent[" + messageId + ", " + type + "]";
  }
}
