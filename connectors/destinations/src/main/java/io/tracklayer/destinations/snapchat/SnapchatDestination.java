package io.tracklayer.destinations.snapchat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.App;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.Verdicts;
import io.tracklayer.destinations.event.BatchBody;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.EventNames;
import io.tracklayer.destinations.event.ExtendedInfo;
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptOuts;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.event.StatedSource;
import io.tracklayer.destinations.http.AddressWithSecret;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.RotatingSecret;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events for Snapchat's Conversions API v3. One bad event fails a whole request, so each is checked
 * before it joins one. The caller checks the age of events before every attempt.
 *
 * @see <a href="https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI">Using
 *     the API</a>
 */
final class SnapchatDestination implements Destination {

  private static final BatchBody BODY = new BatchBody("{\"data\":[", "]}");

  private final SnapchatEndpoint endpoint;
  private final SnapchatSettings settings;
  private final EventNames names;
  private final ConsentSignals signals;
  private final RotatingSecret accessToken;
  private final PageAddress pages;
  private final AddressWithSecret address;

  SnapchatDestination(
      SnapchatEndpoint endpoint,
      SnapchatSettings settings,
      EventNames names,
      ConsentSignals signals,
      RotatingSecret accessToken,
      PageAddress pages) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.names = names;
    this.signals = signals;
    this.accessToken = accessToken;
    this.pages = pages;
    this.address = endpoint.with(accessToken);
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    String name = names.of(event.name());
    return name == null
        ? new Mapping.NotApplicable(Reason.NO_COUNTERPART)
        : MappedJson.of(event, (json, keys) -> write(json, keys, name, event, context));
  }

  private @Nullable Reason write(
      JsonGenerator json,
      MatchNotes keys,
      String name,
      CanonicalEvent event,
      MappingContext context)
      throws IOException {
    String source = actionSource(event);
    json.writeStringField("event_name", name);
    json.writeNumberField("event_time", settings.eventTime(event.occurredAt()));
    json.writeStringField("event_id", UnicodeText.wellFormed(event.eventId()));
    json.writeStringField("action_source", source);
    OptionalFields optional = new OptionalFields(json);
    optional.url("event_source_url", pages.withoutPersonalData(event.client().pageUrl()));
    if (isLimited(event, context)) {
      optional.texts("data_processing_options", List.of("LDU"));
    }
    if (source.equals(SnapchatSettings.MOBILE_APP)) {
      writeApp(json, event.client());
    }
    boolean identified =
        new SnapchatUserDataWriter(json, keys).write(event, source.equals(SnapchatSettings.WEB));
    new SnapchatCustomDataWriter(json).write(event);
    return identified ? null : Reason.MISSING_IDENTIFIER;
  }

  /** Only if the platform is known, for which Snapchat, like Meta, has two kinds of extinfo. */
  // https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI
  private static void writeApp(JsonGenerator json, Client client) throws IOException {
    App app = client.app();
    Device device = client.device();
    if (app == null || device == null || device.platform() == null) {
      return;
    }
    json.writeObjectFieldStart("app_data");
    json.writeNumberField("advertiser_tracking_enabled", device.allowsTracking() ? 1 : 0);
    new ExtendedInfo(json).write(client, app, device);
    json.writeEndObject();
  }

  private String actionSource(CanonicalEvent event) {
    return switch (StatedSource.of(event)) {
      case WEB -> SnapchatSettings.WEB;
      case ANDROID_APP, IOS_APP, APP -> SnapchatSettings.MOBILE_APP;
      case OFFLINE -> SnapchatSettings.OFFLINE;
      case UNKNOWN -> settings.defaultSource();
    };
  }

  private boolean isLimited(CanonicalEvent event, MappingContext context) {
    return signals.isSet(SnapchatType.LIMITED_DATA_USE, context) || OptOuts.restricts(event);
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    return new HttpCall(
        "POST",
        address.current(),
        List.of(new HttpCall.Header("content-type", "application/json", false)),
        BODY.of(events));
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    return Verdicts.of(answer, SnapchatAnswers::classify);
  }

  @Override
  public Optional<Destination> forTests() {
    return Optional.of(
        new SnapchatDestination(
            endpoint.onlyChecking(), settings, names, signals, accessToken, pages));
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.operatorsChoice();
  }
}
