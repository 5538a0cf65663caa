package io.tracklayer.destinations.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.App;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.DataProcessing;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.QualityQuestion;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.Verdicts;
import io.tracklayer.destinations.event.BatchBody;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.EventNames;
import io.tracklayer.destinations.event.ExtendedInfo;
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.destinations.event.OptOuts;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.RotatingSecret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Server events for the Conversions API. One bad event fails a whole request, so each is checked
 * before it joins one. The caller checks the age of events before every attempt.
 */
final class MetaDestination implements Destination {

  /** Meta's code for the United States and California in data_processing_options. */
  private static final int UNITED_STATES = 1;

  private static final int CALIFORNIA = 1000;

  private final MetaEndpoint endpoint;
  private final EventNames names;
  private final ConsentSignals signals;
  private final RotatingSecret accessToken;
  private final PageAddress pages;
  private final @Nullable String defaultPageUrl;
  private final BatchBody body;
  private final URI address;
  private final @Nullable MetaQuality quality;

  MetaDestination(
      MetaEndpoint endpoint,
      EventNames names,
      ConsentSignals signals,
      RotatingSecret accessToken,
      PageAddress pages,
      @Nullable String defaultPageUrl,
      @Nullable String testEventCode,
      boolean readsQuality) {
    this.endpoint = endpoint;
    address = endpoint.events();
    this.names = names;
    this.signals = signals;
    this.accessToken = accessToken;
    this.pages = pages;
    quality = readsQuality ? new MetaQuality(endpoint, accessToken, names) : null;
    this.defaultPageUrl = pages.withoutPersonalData(defaultPageUrl);
    body =
        new BatchBody(
            "{\"data\":[",
            testEventCode == null
                ? "]}"
                : "],\"test_event_code\":" + Json.text(testEventCode) + "}");
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    String name = names.of(event.name());
    if (name == null) {
      return new Mapping.NotApplicable(Reason.NO_COUNTERPART);
    }
    Reason missing =
        name.equals(MetaEventNames.PURCHASE)
            ? Money.missing(event.value(), event.currency())
            : null;
    if (missing != null) {
      return new Mapping.Invalid(missing);
    }
    return MappedJson.of(
        event,
        (json, keys) -> write(json, keys, name, event, context) ? null : Reason.MISSING_IDENTIFIER);
  }

  /** False when the event identifies nobody. */
  private boolean write(
      JsonGenerator json,
      MatchNotes keys,
      String name,
      CanonicalEvent event,
      MappingContext context)
      throws IOException {
    Client client = event.client();
    json.writeStringField("event_name", name);
    json.writeNumberField("event_time", event.occurredAt().getEpochSecond());
    json.writeStringField("event_id", UnicodeText.wellFormed(event.eventId()));
    String own = pages.of(event);
    String page = own == null ? defaultPageUrl : own;
    String source = MetaActionSource.of(event, page);
    boolean website = MetaActionSource.isWebsite(source);
    json.writeStringField("action_source", source);
    OptionalFields optional = new OptionalFields(json);
    optional.text(MetaActionSource.MESSAGING_CHANNEL, MetaActionSource.messenger(event, source));
    optional.url("event_source_url", website ? page : own);
    optional.url("referrer_url", pages.withoutPersonalData(client.referrer()));
    if (optsOut(event, context)) {
      json.writeBooleanField("opt_out", true);
    }
    DataProcessing asked = event.dataProcessing();
    if (asked != null && asked.country() != 0) {
      writeDataProcessing(json, asked.country(), asked.state());
    } else if (OptOuts.limitsDataUse(event) || signals.isSet(MetaType.LIMITED_DATA_USE, context)) {
      writeLimitedDataUse(json, client);
    }
    App app = client.app();
    Device device = client.device();
    if (MetaActionSource.isApp(source) && app != null && device != null) {
      writeApp(json, client, app, device);
    }
    boolean identified =
        new MetaUserDataWriter(json, keys).write(event, website, context.without());
    new MetaCustomDataWriter(json, name.equals(MetaEventNames.INITIATE_CHECKOUT)).write(event);
    return identified;
  }

  /**
   * Both settings are required of app events. Nobody tells us of one that an app has itself, so it
   * is assumed to be the device's.
   */
  // https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/app-data
  private static void writeApp(JsonGenerator json, Client client, App app, Device device)
      throws IOException {
    int allowed = device.allowsTracking() ? 1 : 0;
    json.writeObjectFieldStart("app_data");
    json.writeNumberField("advertiser_tracking_enabled", allowed);
    json.writeNumberField("application_tracking_enabled", allowed);
    new ExtendedInfo(json).write(client, app, device);
    new OptionalFields(json).token("vendor_id", device.vendorId());
    json.writeEndObject();
  }

  private boolean optsOut(CanonicalEvent event, MappingContext context) {
    return signals.isSet(MetaType.OPT_OUT, context) || OptOuts.optsOut(event);
  }

  /**
   * Country and state 0 let Meta locate the person by IP address. Without an address, only a named
   * place ensures that the restriction applies.
   */
  private static void writeLimitedDataUse(JsonGenerator json, Client client) throws IOException {
    boolean located = VisitorClient.ip(client) != null;
    writeDataProcessing(json, located ? 0 : UNITED_STATES, located ? 0 : CALIFORNIA);
  }

  private static void writeDataProcessing(JsonGenerator json, int country, int state)
      throws IOException {
    json.writeArrayFieldStart("data_processing_options");
    json.writeString("LDU");
    json.writeEndArray();
    json.writeNumberField("data_processing_options_country", country);
    json.writeNumberField("data_processing_options_state", state);
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    return HttpCall.postJson(
        address, "authorization", "Bearer " + accessToken.current(), body.of(events));
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    return Verdicts.of(answer, response -> MetaAnswers.classify(response, events.size()));
  }

  @Override
  public Optional<QualityQuestion> quality() {
    return Optional.ofNullable(quality);
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.operatorsChoice();
  }
}
