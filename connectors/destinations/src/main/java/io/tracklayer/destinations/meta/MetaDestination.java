package io.tracklayer.destinations.meta;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.RotatingSecret;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.IpLiteral;
import io.tracklayer.destinations.http.Unanswered;
import io.tracklayer.destinations.normalise.UnicodeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Server events of the Conversions API. Because one bad event fails a whole request, each is
 * checked before it may join one. The age of events is the caller's to check, before every attempt.
 */
final class MetaDestination implements Destination {

  private static final int USUAL_EVENT_BYTES = 1536;
  private static final byte[] DATA_START = "{\"data\":[".getBytes(US_ASCII);
  private static final byte[] SEPARATOR = {','};
  private static final byte[] DATA_END = {']'};

  /** Meta's code for the United States and California in data_processing_options. */
  private static final int UNITED_STATES = 1;

  private static final int CALIFORNIA = 1000;

  private final MetaEndpoint endpoint;
  private final MetaEventNames names;
  private final MetaSignals signals;
  private final RotatingSecret accessToken;
  private final byte[] bodyEnd;

  /**
   * @param testEventCode null for none
   */
  MetaDestination(
      MetaEndpoint endpoint,
      MetaEventNames names,
      MetaSignals signals,
      RotatingSecret accessToken,
      String testEventCode) {
    this.endpoint = endpoint;
    this.names = names;
    this.signals = signals;
    this.accessToken = accessToken;
    bodyEnd = bodyEnd(testEventCode);
  }

  private static byte[] bodyEnd(String testEventCode) {
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.writeBytes(DATA_END);
    if (testEventCode != null) {
      end.writeBytes(",\"test_event_code\":".getBytes(US_ASCII));
      end.writeBytes(Json.write(testEventCode));
    }
    end.write('}');
    return end.toByteArray();
  }

  @Override
  public Mapping map(CanonicalEvent event, MappingContext context) {
    String name = names.of(event.name());
    if (name == null) {
      return new Mapping.NotApplicable("no_counterpart");
    }
    String missing = name.equals(MetaEventNames.PURCHASE) ? missingForPurchase(event) : null;
    if (missing != null) {
      return new Mapping.Invalid(missing);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_EVENT_BYTES);
    try (JsonGenerator json = Json.generator(body)) {
      if (!write(json, name, event, context)) {
        return new Mapping.Invalid("missing_identifier");
      }
    } catch (IOException e) {
      return new Mapping.Invalid("not_writable_as_json");
    }
    return new Mapping.Mapped(event.eventId(), body.toByteArray());
  }

  private static String missingForPurchase(CanonicalEvent event) {
    if (event.value() == null) {
      return "missing_value";
    }
    if (!CustomDataWriter.isValue(event.value())) {
      return "invalid_value";
    }
    if (event.currency() == null) {
      return "missing_currency";
    }
    return CustomDataWriter.isCurrency(event.currency()) ? null : "invalid_currency";
  }

  /** False when the event identifies nobody. */
  private boolean write(
      JsonGenerator json, String name, CanonicalEvent event, MappingContext context)
      throws IOException {
    Client client = event.client();
    json.writeStartObject();
    json.writeStringField("event_name", name);
    json.writeNumberField("event_time", event.occurredAt().getEpochSecond());
    json.writeStringField("event_id", UnicodeText.wellFormed(event.eventId()));
    json.writeStringField("action_source", ActionSource.of(event));
    writeUrl(json, "event_source_url", client.pageUrl());
    writeUrl(json, "referrer_url", client.referrer());
    if (optsOut(event, context)) {
      json.writeBooleanField("opt_out", true);
    }
    if (signals.isSet(MetaType.LIMITED_DATA_USE, context)) {
      writeLimitedDataUse(json, client);
    }
    boolean identified = new UserDataWriter(json).write(event, context.without());
    new CustomDataWriter(json, name.equals(MetaEventNames.INITIATE_CHECKOUT)).write(event);
    json.writeEndObject();
    return identified;
  }

  private boolean optsOut(CanonicalEvent event, MappingContext context) {
    return signals.isSet(MetaType.OPT_OUT, context)
        || EventProperties.isTrue(event.properties(), "opt_out");
  }

  private static void writeUrl(JsonGenerator json, String field, String url) throws IOException {
    if (url != null && (url.startsWith("https://") || url.startsWith("http://"))) {
      json.writeStringField(field, UnicodeText.wellFormed(url.strip()));
    }
  }

  /**
   * Country and state 0 leave it to Meta to locate the person by the IP address; without one only
   * naming a place makes sure that the restriction holds.
   */
  private static void writeLimitedDataUse(JsonGenerator json, Client client) throws IOException {
    boolean located = client.ip() != null && IpLiteral.isOne(client.ip().strip());
    json.writeArrayFieldStart("data_processing_options");
    json.writeString("LDU");
    json.writeEndArray();
    json.writeNumberField("data_processing_options_country", located ? 0 : UNITED_STATES);
    json.writeNumberField("data_processing_options_state", located ? 0 : CALIFORNIA);
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    int length = DATA_START.length + bodyEnd.length + events.size();
    for (Mapping.Mapped event : events) {
      length += event.body().length;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(length);
    body.writeBytes(DATA_START);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.writeBytes(SEPARATOR);
      }
      body.writeBytes(events.get(i).body());
    }
    body.writeBytes(bodyEnd);
    return new HttpCall(
        "POST",
        endpoint.uri(),
        List.of(
            new HttpCall.Header("authorization", "Bearer " + accessToken.current(), true),
            new HttpCall.Header("content-type", "application/json", false)),
        body.toByteArray());
  }

  @Override
  public Verdict classify(Answer answer, int events) {
    if (answer instanceof Answer.NoResponse noResponse) {
      return Unanswered.verdict(noResponse);
    }
    return MetaAnswers.classify((Answer.Response) answer, events);
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.operatorsChoice();
  }
}
