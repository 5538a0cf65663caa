package io.tracklayer.destinations.tiktok;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.App;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
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
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.Money;
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
 * Events for TikTok's Events API 2.0. One bad event fails a whole request, so each is checked
 * before it joins one. The caller checks the age of events before every attempt.
 *
 * @see <a href="https://business-api.tiktok.com/portal/docs?id=1771100865818625">Events API 2.0</a>
 */
final class TikTokDestination implements Destination {

  private final TikTokEndpoint endpoint;
  private final TikTokSettings settings;
  private final EventNames names;
  private final ConsentSignals signals;
  private final RotatingSecret accessToken;
  private final PageAddress pages;
  private final BatchBody body;

  TikTokDestination(
      TikTokEndpoint endpoint,
      TikTokSettings settings,
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
    body = new BatchBody(bodyStart(settings), "]}");
  }

  private static String bodyStart(TikTokSettings settings) {
    ObjectNode head =
        Json.object()
            .put("event_source", settings.source().wireName())
            .put("event_source_id", settings.sourceId());
    if (settings.testEventCode() != null) {
      head.put("test_event_code", settings.testEventCode());
    }
    String json = Json.text(head);
    return json.substring(0, json.length() - 1) + ",\"data\":[";
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    String name = names.of(event.name());
    if (name == null) {
      return new Mapping.NotApplicable(Reason.NO_COUNTERPART);
    }
    if (!settings.takes(StatedSource.of(event))) {
      return new Mapping.NotApplicable(Reason.OTHER_EVENT_SOURCE);
    }
    String url = pageUrl(event);
    Reason missing = missing(name, event, url);
    if (missing != null) {
      return new Mapping.Invalid(missing);
    }
    return MappedJson.of(event, (json, keys) -> write(json, keys, name, event, url, context));
  }

  private @Nullable Reason missing(String name, CanonicalEvent event, @Nullable String url) {
    if (settings.source() == TikTokSource.WEB && url == null) {
      return Reason.MISSING_PAGE_URL;
    }
    return TikTokEventNames.PURCHASES.contains(name)
        ? Money.missing(event.value(), event.currency())
        : null;
  }

  private @Nullable String pageUrl(CanonicalEvent event) {
    if (settings.source() != TikTokSource.WEB) {
      return event.client().pageUrl();
    }
    String own = pages.of(event);
    return own == null ? settings.defaultPageUrl() : own;
  }

  /** Never gives a reason: the caller has checked everything that TikTok requires. */
  private @Nullable Reason write(
      JsonGenerator json,
      MatchNotes keys,
      String name,
      CanonicalEvent event,
      @Nullable String url,
      MappingContext context)
      throws IOException {
    json.writeStringField("event", name);
    json.writeNumberField("event_time", event.occurredAt().getEpochSecond());
    json.writeStringField("event_id", UnicodeText.wellFormed(event.eventId()));
    new TikTokUserWriter(json, keys).write(event, settings.source());
    new TikTokPropertiesWriter(json).write(event);
    writePage(json, event, url);
    writeApp(json, event.client().app());
    writeLead(json, event);
    if (isLimited(event, context)) {
      json.writeBooleanField("limited_data_use", true);
    }
    return null;
  }

  private void writePage(JsonGenerator json, CanonicalEvent event, @Nullable String url)
      throws IOException {
    if (!OptionalFields.isUrl(url)) {
      return;
    }
    OptionalFields optional = new OptionalFields(json);
    json.writeObjectFieldStart("page");
    optional.url("url", pages.withoutPersonalData(url));
    optional.url("referrer", pages.withoutPersonalData(event.client().referrer()));
    json.writeEndObject();
  }

  // https://business-api.tiktok.com/portal/docs?id=1771100865818625
  private void writeApp(JsonGenerator json, @Nullable App app) throws IOException {
    if (settings.source() != TikTokSource.APP || settings.appId() == null) {
      return;
    }
    OptionalFields optional = new OptionalFields(json);
    json.writeObjectFieldStart("app");
    json.writeStringField("app_id", settings.appId());
    if (app != null) {
      optional.sourceText("app_name", app.name());
      optional.sourceText("app_version", app.version());
    }
    json.writeEndObject();
  }

  private void writeLead(JsonGenerator json, CanonicalEvent event) throws IOException {
    String leadId = event.leadId();
    if (settings.source() != TikTokSource.CRM || leadId == null) {
      return;
    }
    OptionalFields optional = new OptionalFields(json);
    json.writeObjectFieldStart("lead");
    optional.text("lead_id", leadId);
    optional.sourceText(
        "lead_event_source", EventProperties.text(event.properties(), "lead_event_source"));
    json.writeEndObject();
  }

  private boolean isLimited(CanonicalEvent event, MappingContext context) {
    return signals.isSet(TikTokType.LIMITED_DATA_USE, context) || OptOuts.restricts(event);
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    return HttpCall.postJson(
        endpoint.uri(), "access-token", accessToken.current(), body.of(events));
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    return Verdicts.of(answer, response -> TikTokAnswers.classify(response, events.size()));
  }

  /** With a test event code, TikTok shows events in its test view and counts none. */
  @Override
  public Optional<Destination> forTests() {
    return settings.testEventCode() == null ? Optional.empty() : Optional.of(this);
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.operatorsChoice();
  }
}
