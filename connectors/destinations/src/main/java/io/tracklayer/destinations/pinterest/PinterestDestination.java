package io.tracklayer.destinations.pinterest;

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
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptOuts;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.event.StatedSource;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.RotatingSecret;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conversion events for Pinterest's API v5. It answers for each event separately, so one bad event
 * harms no other. The caller checks the age of events before every attempt.
 *
 * @see <a href="https://developers.pinterest.com/docs/api/v5/events-create/">events/create</a>
 */
final class PinterestDestination implements Destination {

  static final String WEB = "web";
  static final String OFFLINE = "offline";
  static final String ANDROID = "app_android";
  static final String IOS = "app_ios";

  private static final int LANGUAGE_CODE = 2;
  private static final BatchBody BODY = new BatchBody("{\"data\":[", "]}");

  private final PinterestEndpoint endpoint;
  private final String defaultSource;
  private final PinterestEventNames names;
  private final ConsentSignals signals;
  private final RotatingSecret accessToken;
  private final PageAddress pages;

  PinterestDestination(
      PinterestEndpoint endpoint,
      String defaultSource,
      PinterestEventNames names,
      ConsentSignals signals,
      RotatingSecret accessToken,
      PageAddress pages) {
    this.endpoint = endpoint;
    this.defaultSource = defaultSource;
    this.names = names;
    this.signals = signals;
    this.accessToken = accessToken;
    this.pages = pages;
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    String name = names.of(event);
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
    boolean limited = isLimited(event, context);
    json.writeStringField("event_name", name);
    json.writeStringField("action_source", source);
    json.writeNumberField("event_time", event.occurredAt().getEpochSecond());
    json.writeStringField("event_id", UnicodeText.wellFormed(event.eventId()));
    OptionalFields optional = new OptionalFields(json);
    optional.url("event_source_url", pages.withoutPersonalData(event.client().pageUrl()));
    boolean ofApp = source.equals(ANDROID) || source.equals(IOS);
    if (limited || optsOut(event, context)) {
      json.writeBooleanField("opt_out", true);
    }
    if (ofApp) {
      writeApp(optional, event.client());
    }
    optional.text("language", language(event.client().locale()));
    boolean identified = new PinterestUserDataWriter(json, keys).write(event, source.equals(WEB));
    new PinterestCustomDataWriter(json, limited).write(event);
    return identified ? null : Reason.MISSING_IDENTIFIER;
  }

  /**
   * An app's id is the one in its store: on Android the package name. The App Store's is a number,
   * which no SDK knows.
   */
  private static void writeApp(OptionalFields optional, Client client) throws IOException {
    App app = client.app();
    Device device = client.device();
    if (app != null) {
      String id = app.namespace();
      boolean ofStore = client.platformOfApp() == Device.Platform.ANDROID || isNumber(id);
      optional.sourceText("app_id", ofStore ? id : null);
      optional.sourceText("app_name", app.name());
      optional.sourceText("app_version", app.version());
    }
    if (device != null) {
      optional.sourceText("device_brand", device.manufacturer());
      optional.sourceText("device_carrier", device.carrier());
      optional.sourceText("device_model", device.model());
      optional.sourceText("os_version", device.osVersion());
    }
  }

  private static boolean isNumber(@Nullable String id) {
    return id != null && id.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private boolean isLimited(CanonicalEvent event, MappingContext context) {
    return signals.isSet(PinterestType.LIMITED_DATA_USE, context) || OptOuts.limitsDataUse(event);
  }

  private String actionSource(CanonicalEvent event) {
    return switch (StatedSource.of(event)) {
      case WEB -> WEB;
      case ANDROID_APP -> ANDROID;
      case IOS_APP -> IOS;
      case OFFLINE -> OFFLINE;
      case APP, UNKNOWN -> defaultSource;
    };
  }

  /**
   * A device's refusal counts wherever the event took place, as in RudderStack's own mapping, which
   * takes opt_out from context.device.adTrackingEnabled.
   */
  private boolean optsOut(CanonicalEvent event, MappingContext context) {
    Device device = event.client().device();
    return signals.isSet(PinterestType.OPT_OUT, context)
        || OptOuts.optsOut(event)
        || (device != null && device.refusesTracking());
  }

  /** ISO 639-1, the first part of a locale. */
  private static @Nullable String language(@Nullable String locale) {
    if (locale == null) {
      return null;
    }
    String folded = UnicodeText.folded(locale);
    int end = 0;
    while (end < folded.length() && folded.charAt(end) >= 'a' && folded.charAt(end) <= 'z') {
      end++;
    }
    boolean whole =
        end == folded.length() || folded.charAt(end) == '-' || folded.charAt(end) == '_';
    return whole && end == LANGUAGE_CODE ? folded.substring(0, end) : null;
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    return HttpCall.postJson(
        endpoint.uri(), "authorization", "Bearer " + accessToken.current(), BODY.of(events));
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    return Verdicts.of(answer, response -> PinterestAnswers.classify(response, events.size()));
  }

  @Override
  public Optional<Destination> forTests() {
    return Optional.of(
        new PinterestDestination(
            endpoint.onlyChecking(), defaultSource, names, signals, accessToken, pages));
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.operatorsChoice();
  }
}
