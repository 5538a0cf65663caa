package io.tracklayer.rudderstack.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.UnicodeText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one event, in RudderStack's envelope or in the thin form, into a raw event, or refuses it
 * for the first of these reasons that applies:
 *
 * <ol>
 *   <li>{@code not_an_object}: the event is some other JSON value
 *   <li>{@code too_long}: more than {@link EndpointConfig#MAX_EVENT_BYTES} as sent
 *   <li>{@code too_deep}, {@code too_long}: nested beyond 32 levels, a string beyond 64 KiB, a
 *       number beyond 64 characters in plain notation; whichever comes first in the text
 *   <li>{@code missing_message_id}: an id is never made up
 *   <li>{@code id_too_long}: a message id of more than {@link #MAX_ID_LENGTH} characters, even in
 *       an event that is too long or too deep; that many of them are kept as its id
 *   <li>{@code unknown_type}
 *   <li>{@code not_in_allowlist}: filtered; none of its content is kept
 *   <li>{@code no_canonical_name}: it passed the filter but has no counterpart here
 *   <li>{@code not_an_object}: traits, properties or context is present but not an object
 *   <li>{@code bad_timestamp}
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class EnvelopeReader {

  /** Ids become the keys of records and of state. */
  public static final int MAX_ID_LENGTH = 512;

  /**
   * How templates print a missing id. Taken as ids, these would make all such events duplicates.
   */
  private static final Set<String> NO_MESSAGE_ID = Set.of("null", "undefined", "<nil>");

  /** RudderStack's other channels are server and sources. */
  private static final Set<String> DEVICE_CHANNELS = Set.of("web", "mobile");

  private final EndpointConfig endpoint;
  private final EventFilter filter;
  private final CanonicalNames names;

  public EnvelopeReader(EndpointConfig endpoint) {
    this.endpoint = endpoint;
    this.filter = new EventFilter(endpoint);
    this.names = new CanonicalNames(endpoint.mapping());
  }

  /**
   * @param event the event as sent: exactly one JSON value, as from {@link Payload}
   * @throws IllegalArgumentException when it is not JSON
   */
  public EnvelopeResult read(byte[] event, Instant receivedAt) {
    try {
      return new OneEvent(event, receivedAt).read();
    } catch (IOException e) {
      throw new IllegalArgumentException("the event is not well-formed JSON");
    }
  }

  private final class OneEvent {

    private final byte[] source;
    private final Instant receivedAt;

    private OneEvent(byte[] source, Instant receivedAt) {
      this.source = source;
      this.receivedAt = receivedAt;
    }

    private EnvelopeResult read() throws IOException {
      if (!isObject()) {
        return refused(null, Reason.NOT_AN_OBJECT, "the event is not a JSON object");
      }
      if (source.length > EndpointConfig.MAX_EVENT_BYTES) {
        return refusedUnread(
            Reason.TOO_LONG,
            "an event of "
                + source.length
                + " bytes, of "
                + EndpointConfig.MAX_EVENT_BYTES
                + " allowed");
      }
      EventTree tree = EventTree.read(source);
      if (tree.excess().isPresent()) {
        EventTree.Excess excess = tree.excess().get();
        return refusedUnread(excess.reason(), excess.detail());
      }
      return read(tree.root());
    }

    private EnvelopeResult read(ObjectNode event) {
      String messageId = messageId(event.get("messageId"), event.get("message_id"));
      if (messageId == null) {
        return refused(null, Reason.MISSING_MESSAGE_ID, "neither messageId nor message_id");
      }
      if (messageId.length() > MAX_ID_LENGTH) {
        return idTooLong(messageId);
      }
      String type = text(event, "type", "type");
      if (type == null || !CanonicalNames.TYPES.contains(type.toLowerCase(Locale.ROOT))) {
        return refused(
            messageId, Reason.UNKNOWN_TYPE, "type is missing or none of " + CanonicalNames.TYPES);
      }
      type = type.toLowerCase(Locale.ROOT);
      String name = nameOf(type, event);
      if (!filter.lets(type, name)) {
        return new EnvelopeResult.Refused(
            rejection(messageId, Reason.NOT_IN_ALLOWLIST, null, null));
      }
      Optional<String> canonical = names.of(type, name);
      if (canonical.isEmpty() && !CanonicalNames.IDENTITY_TYPES.contains(type)) {
        return refused(messageId, Reason.NO_CANONICAL_NAME, "a " + type + " without a known name");
      }
      for (String part : new String[] {"traits", "properties", "context"}) {
        JsonNode value = event.path(part);
        // PHP writes an empty map as an empty array.
        if (!value.isObject() && !(value.isEmpty() && !value.isValueNode())) {
          return refused(messageId, Reason.NOT_AN_OBJECT, part + " is not a JSON object");
        }
      }
      EventTime time;
      try {
        time = EventTime.of(event, !event.has("messageId"), receivedAt);
      } catch (EventTime.BadTimestamp e) {
        return refused(messageId, Reason.BAD_TIMESTAMP, e.getMessage());
      }
      return new EnvelopeResult.Accepted(
          raw(event, messageId, type, name, time), canonical.orElse(null));
    }

    private RawEvent raw(
        ObjectNode event, String messageId, String type, @Nullable String name, EventTime time) {
      ObjectNode context = part(event, "context");
      String channel = lowerCase(text(event, "channel", "channel"));
      String ip = isOfDevice(channel) ? text(event, "request_ip", "requestIp") : null;
      if (ip != null) {
        String stated = addresses(context.get("ip"));
        // As a proxy would: of a list, the first address on the internet counts.
        context.put("ip", stated == null || stated.equals(ip) ? ip : stated + ", " + ip);
      }
      JsonNode mergeProperties = either(event, "mergeProperties", "merge_properties");
      return RawEvent.builder()
          .messageId(messageId)
          .type(type)
          .event(name)
          .account(endpoint.account())
          .environment(endpoint.environment())
          .source(endpoint.source())
          .receivedAt(receivedAt)
          .occurredAt(time.occurredAt())
          .sentAt(time.sentAt())
          .anonymousId(text(event, "anonymousId", "anonymous_id"))
          .userId(text(event, "userId", "user_id"))
          .previousId(text(event, "previousId", "previous_id"))
          .channel(channel)
          .traits(part(event, "traits"))
          .properties(part(event, "properties"))
          .context(context)
          .mergeProperties(
              mergeProperties != null && mergeProperties.isArray() ? mergeProperties : null)
          .consent(event.get("consent"))
          .integrations(integrations(event))
          .build();
    }

    /** Whether the gateway was asked by the person's device, and not by somebody's back end. */
    private static boolean isOfDevice(@Nullable String channel) {
      return channel != null && DEVICE_CHANNELS.contains(channel);
    }

    private @Nullable ObjectNode integrations(ObjectNode event) {
      return endpoint.honoursIntegrations() && event.get("integrations") instanceof ObjectNode named
          ? named
          : null;
    }

    private boolean isObject() throws IOException {
      try (JsonParser parser = SourceJson.parser(source)) {
        JsonToken first = parser.nextToken();
        if (first == null) {
          throw new IOException("nothing");
        }
        return first == JsonToken.START_OBJECT;
      }
    }

    private EnvelopeResult refusedUnread(Reason reason, String detail) throws IOException {
      String messageId = messageIdOfSource();
      return messageId != null && messageId.length() > MAX_ID_LENGTH
          ? idTooLong(messageId)
          : refused(messageId, reason, detail);
    }

    private EnvelopeResult idTooLong(String messageId) {
      return refused(
          UnicodeText.cut(messageId, MAX_ID_LENGTH),
          Reason.ID_TOO_LONG,
          "a message id of "
              + messageId.length()
              + " characters, of "
              + MAX_ID_LENGTH
              + " allowed; it is cut here");
    }

    /** The message id of an event that is not read completely. */
    private @Nullable String messageIdOfSource() throws IOException {
      @Nullable JsonNode camelCase = null;
      @Nullable JsonNode snakeCase = null;
      try (JsonParser parser = SourceJson.parser(source)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String field = parser.currentName();
          boolean isScalar = parser.nextToken().isScalarValue();
          if (isScalar && field.equals("messageId")) {
            camelCase = scalar(parser);
          } else if (isScalar && field.equals("message_id")) {
            snakeCase = scalar(parser);
          } else {
            parser.skipChildren();
          }
        }
      }
      return messageId(camelCase, snakeCase);
    }

    private JsonNode scalar(JsonParser parser) throws IOException {
      return Json.object().textNode(UnicodeText.wellFormed(parser.getText()));
    }

    private EnvelopeResult refused(
        @Nullable String messageId, Reason reason, @Nullable String detail) {
      return new EnvelopeResult.Refused(
          rejection(messageId, reason, detail, RejectedBody.of(source)));
    }

    private Rejection rejection(
        @Nullable String messageId,
        Reason reason,
        @Nullable String detail,
        @Nullable JsonNode body) {
      return new Rejection(
          Rejection.SCHEMA,
          messageId,
          endpoint.account(),
          endpoint.environment(),
          receivedAt,
          reason,
          detail,
          body);
    }
  }

  private static @Nullable String messageId(
      @Nullable JsonNode camelCase, @Nullable JsonNode snakeCase) {
    String id = text(camelCase) != null ? text(camelCase) : text(snakeCase);
    return id == null || NO_MESSAGE_ID.contains(id.toLowerCase(Locale.ROOT)) ? null : id;
  }

  private static @Nullable String nameOf(String type, ObjectNode event) {
    if (type.equals("page") || type.equals("screen")) {
      String name = text(event, "name", "event");
      return name != null ? name : text(event.path("properties").get("name"));
    }
    return text(event, "event", "event");
  }

  private static ObjectNode part(ObjectNode event, String name) {
    return event.get(name) instanceof ObjectNode object ? object : Json.object();
  }

  private static @Nullable JsonNode either(ObjectNode event, String name, String otherName) {
    JsonNode value = event.get(name);
    return value != null ? value : event.get(otherName);
  }

  /** The field with either name as trimmed text; numbers and booleans become text. */
  static @Nullable String text(ObjectNode event, String name, String otherName) {
    String text = text(event.get(name));
    return text != null ? text : text(event.get(otherName));
  }

  private static @Nullable String lowerCase(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** One, or several in a text or a list. */
  private static @Nullable String addresses(@Nullable JsonNode written) {
    if (written == null || !written.isArray()) {
      return text(written);
    }
    List<String> addresses = new ArrayList<>();
    for (JsonNode element : written) {
      String address = text(element);
      if (address != null) {
        addresses.add(address);
      }
    }
    return addresses.isEmpty() ? null : String.join(", ", addresses);
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isContainerNode() || value.isNull()) {
      return null;
    }
    String text =
        value.isBigDecimal()
            ? value.decimalValue().toPlainString()
            : UnicodeText.trimmed(value.asText());
    return EventTree.isAbsent(text) ? null : text;
  }
}
