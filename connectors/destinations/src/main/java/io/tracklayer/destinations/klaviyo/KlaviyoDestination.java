package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Quota;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.Verdicts;
import io.tracklayer.destinations.event.BatchBody;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.RotatingSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events and profiles of Klaviyo. A single event of one record goes to the events endpoint; several
 * events, or an order with its lines, become one bulk job; a profile update becomes a profile
 * import.
 *
 * <p>An order and its lines are always in one request, so that they have one outcome.
 */
final class KlaviyoDestination implements Destination {

  /** The group that profile updates share. */
  static final String PROFILES = "profiles";

  private static final String EVENTS = "events";

  /** Limit of a bulk job. https://developers.klaviyo.com/en/reference/bulk_create_events */
  private static final int MAX_BYTES = 5_000_000;

  private static final String JOB_START =
      "{\"data\":{\"type\":\"event-bulk-create-job\",\"attributes\":"
          + "{\"events-bulk-create\":{\"data\":[";
  private static final String JOB_END = "]}}}}";
  private static final BatchBody JOB = new BatchBody(JOB_START, JOB_END);

  /** Size of a bulk job without entries; both ends are ASCII. */
  private static final int EMPTY_JOB_BYTES = JOB_START.length() + JOB_END.length();

  private final KlaviyoEndpoint endpoint;
  private final String revision;
  private final KlaviyoEventNames metrics;
  private final ConsentSignals signals;
  private final RotatingSecret apiKey;
  private final PageAddress pages;

  KlaviyoDestination(
      KlaviyoEndpoint endpoint,
      String revision,
      KlaviyoEventNames metrics,
      ConsentSignals signals,
      RotatingSecret apiKey,
      PageAddress pages) {
    this.endpoint = endpoint;
    this.revision = revision;
    this.metrics = metrics;
    this.signals = signals;
    this.apiKey = apiKey;
    this.pages = pages;
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    boolean isProfile = event.name().equals(CanonicalNames.PROFILE_UPDATE);
    boolean identifiersOnly = signals.isSet(KlaviyoType.IDENTIFIERS_ONLY, context);
    String metric = metrics.of(event.name());
    if (isProfile && identifiersOnly) {
      return new Mapping.NotApplicable(Reason.IDENTIFIERS_ONLY);
    }
    if (!isProfile && metric == null) {
      return new Mapping.NotApplicable(Reason.NO_COUNTERPART);
    }
    if (event.eventId() == null || event.eventId().isBlank()) {
      return new Mapping.Invalid(Reason.MISSING_EVENT_ID);
    }
    // At this point, only a profile update has no metric.
    Mapping mapping =
        metric == null
            ? MappedJson.of(
                event, PROFILES, 1, (json, keys) -> writeProfile(json, keys, event, context))
            : MappedJson.of(
                event,
                EVENTS,
                KlaviyoEventWriter.count(event),
                (json, keys) -> writeEvents(json, keys, event, metric, context, identifiersOnly));
    return mapping instanceof Mapping.Mapped mapped
            && EMPTY_JOB_BYTES + mapped.body().length > MAX_BYTES
        ? new Mapping.Invalid(Reason.TOO_LARGE)
        : mapping;
  }

  private static @Nullable Reason writeProfile(
      JsonGenerator json, MatchNotes keys, CanonicalEvent event, MappingContext context)
      throws IOException {
    json.writeFieldName("data");
    return refusal(new KlaviyoProfileWriter(json, keys).write(event, context.without(), false));
  }

  /** As an entry of a bulk job: a profile and its events. */
  private @Nullable Reason writeEvents(
      JsonGenerator json,
      MatchNotes keys,
      CanonicalEvent event,
      String metric,
      MappingContext context,
      boolean identifiersOnly)
      throws IOException {
    json.writeStringField("type", "event-bulk-create");
    json.writeObjectFieldStart("attributes");
    json.writeObjectFieldStart("profile");
    json.writeFieldName("data");
    boolean identified =
        new KlaviyoProfileWriter(json, keys).write(event, context.without(), identifiersOnly);
    json.writeEndObject();
    json.writeObjectFieldStart("events");
    json.writeArrayFieldStart("data");
    new KlaviyoEventWriter(json, metrics, pages).write(event, metric);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    return refusal(identified);
  }

  private static @Nullable Reason refusal(boolean identified) {
    return identified ? null : Reason.MISSING_IDENTIFIER;
  }

  /**
   * Keeps within the limits of a bulk job, and never takes two events with one id: a job that
   * repeats a unique id for the same profile and metric fails as a whole.
   */
  @Override
  public boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
    if (next.group().equals(PROFILES) || others.get(0).group().equals(PROFILES)) {
      return false;
    }
    int records = next.records();
    long bytes = (long) EMPTY_JOB_BYTES + next.body().length;
    for (Mapping.Mapped other : others) {
      records += other.records();
      bytes += other.body().length + 1;
      if (other.eventId().equals(next.eventId())) {
        return false;
      }
    }
    return records <= KlaviyoType.MAX_BATCH && bytes <= MAX_BYTES;
  }

  @Override
  public Quota quota(List<Mapping.Mapped> events) {
    return KlaviyoResource.of(events).quota();
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    KlaviyoResource resource = KlaviyoResource.of(events);
    byte[] body =
        switch (resource) {
          case PROFILE -> events.get(0).body();
          case EVENT -> single(events.get(0).body());
          case EVENT_JOB -> JOB.of(events);
        };
    return new HttpCall(
        "POST",
        endpoint.uri(resource),
        List.of(
            new HttpCall.Header("authorization", "Klaviyo-API-Key " + apiKey.current(), true),
            new HttpCall.Header("revision", revision, false),
            new HttpCall.Header("accept", "application/vnd.api+json", false),
            new HttpCall.Header("content-type", "application/vnd.api+json", false)),
        body);
  }

  /** The single event of a bulk job's entry, in the form for the events endpoint. */
  private static byte[] single(byte[] entry) {
    try {
      ObjectNode attributes = (ObjectNode) Json.parse(entry).path("attributes");
      ObjectNode event = (ObjectNode) attributes.at("/events/data/0");
      ((ObjectNode) event.path("attributes")).set("profile", attributes.path("profile"));
      return Json.write(Json.object().set("data", event));
    } catch (IOException e) {
      throw new UncheckedIOException("a mapped event of our own is not JSON", e);
    }
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    return Verdicts.of(answer, response -> KlaviyoAnswers.classify(response, events.size()));
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.address().operatorsChoice();
  }
}
