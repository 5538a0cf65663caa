package io.tracklayer.destinations.ga4;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.json.JsonBytes;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.event.BatchBody;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.MappedJson;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.event.PersonalText;
import io.tracklayer.destinations.event.StatedSource;
import io.tracklayer.destinations.http.AddressWithSecret;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events of one stream. A request is about one browser or installed app, so only events with the
 * same envelope share one. Google answers 204 to anything it is sent, so everything is checked here
 * first.
 *
 * <p>Google recognises a repeat only of purchases in web streams, by their transaction id. Any
 * other event whose request may have arrived is therefore not sent again, unless the operator
 * chooses so.
 */
final class Ga4Destination implements Destination {

  /** Begins the group of events whose repeats Google recognises. */
  private static final String RECOGNISED = "recognised ";

  private static final String COUNTED_AGAIN = "counted again ";

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations
  private static final int MAX_BYTES = 130_000;

  private static final String STRICT = ",\"validation_behavior\":\"ENFORCE_RECOMMENDATIONS\"";
  private static final String EVENTS = ",\"events\":[";
  private static final String END = "]}";

  private final Ga4Endpoint endpoint;
  private final Ga4EventNames names;
  private final ConsentSignals signals;
  private final Ga4Settings settings;
  private final PageAddress pages;
  private final AddressWithSecret address;

  Ga4Destination(
      Ga4Endpoint endpoint,
      Ga4EventNames names,
      ConsentSignals signals,
      Ga4Settings settings,
      PageAddress pages) {
    this.endpoint = endpoint;
    this.names = names;
    this.signals = signals;
    this.settings = settings;
    this.pages = pages;
    this.address = endpoint.events(settings.validate());
  }

  @Override
  public Mapping map(CanonicalEvent given, MappingContext context) {
    CanonicalEvent event = PersonalFields.removedFrom(given);
    String name = names.of(event.name());
    if (name == null) {
      return new Mapping.NotApplicable(Reason.NO_COUNTERPART);
    }
    if (!endpoint.stream().takes(StatedSource.of(event))) {
      return new Mapping.NotApplicable(Reason.OTHER_EVENT_SOURCE);
    }
    String instance = instance(event);
    if (instance == null) {
      return new Mapping.Invalid(Reason.MISSING_CLIENT_ID);
    }
    Reason missing = missing(name, event);
    if (missing != null) {
      return new Mapping.Invalid(missing);
    }
    try {
      return mapped(name, event, instance, context);
    } catch (IOException e) {
      return new Mapping.Invalid(Reason.NOT_WRITABLE_AS_JSON);
    }
  }

  private @Nullable String instance(CanonicalEvent event) {
    String known = endpoint.stream().instance(event);
    if (known != null) {
      return known;
    }
    String anonymousId = settings.anonymousIdAsClientId() ? event.user().anonymousId() : null;
    return anonymousId == null || anonymousId.isBlank() || PersonalText.isPersonal(anonymousId)
        ? null
        : anonymousId;
  }

  /** With an empty transaction id, all such purchases would count as one. */
  private static @Nullable Reason missing(String name, CanonicalEvent event) {
    boolean purchase = name.equals(Ga4EventNames.PURCHASE);
    boolean ofOrder = purchase || name.equals(Ga4EventNames.REFUND);
    if (ofOrder && (event.orderId() == null || event.orderId().isBlank())) {
      return Reason.MISSING_TRANSACTION_ID;
    }
    return purchase ? Money.missing(event.value(), event.currency()) : null;
  }

  private Mapping mapped(String name, CanonicalEvent event, String instance, MappingContext context)
      throws IOException {
    Ga4Stream stream = endpoint.stream();
    MatchNotes keys = new MatchNotes(event);
    JsonBytes written = new JsonBytes();
    try (JsonGenerator json = Json.generator(written)) {
      new Ga4EnvelopeWriter(json, keys, signals, stream).write(event, instance, context);
    }
    byte[] envelope = written.bytes();
    boolean recognised = name.equals(Ga4EventNames.PURCHASE) && stream.recognisesPurchases();
    String kind = recognised ? RECOGNISED : COUNTED_AGAIN;
    String group = kind + new String(envelope, UTF_8);
    int mostItems = Ga4EventWriter.MOST_ITEMS;
    Mapping mapping = mapped(name, event, group, mostItems);
    while (isTooLarge(envelope.length, mapping) && mostItems > 1) {
      mostItems /= 2;
      mapping = mapped(name, event, group, mostItems);
    }
    if (isTooLarge(envelope.length, mapping)) {
      return new Mapping.Invalid(Reason.TOO_LARGE);
    }
    return mapping instanceof Mapping.Mapped mapped ? mapped.matchedBy(keys.keys()) : mapping;
  }

  private Mapping mapped(String name, CanonicalEvent event, String group, int mostItems) {
    return MappedJson.of(
        event,
        group,
        1,
        (json, unused) -> {
          new Ga4EventWriter(json, endpoint.stream().sessionCookie(), pages)
              .write(name, event, mostItems);
          return null;
        });
  }

  private static boolean isTooLarge(int envelope, Mapping mapping) {
    return mapping instanceof Mapping.Mapped mapped
        && bytes(envelope, mapped.body().length) > MAX_BYTES;
  }

  private static long bytes(int envelope, long events) {
    return envelope + STRICT.length() + EVENTS.length() + events + END.length();
  }

  @Override
  public boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
    String group = others.get(0).group();
    long events = next.body().length;
    for (Mapping.Mapped other : others) {
      events += other.body().length + 1;
    }
    return group.equals(next.group()) && bytes(group.getBytes(UTF_8).length, events) <= MAX_BYTES;
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    String group = events.get(0).group();
    String envelope = group.substring(group.indexOf('{'), group.length() - 1);
    String strict = settings.validate() ? STRICT : "";
    return HttpCall.postJson(
        address.current(), new BatchBody(envelope + strict + EVENTS, END).of(events));
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    boolean harmless =
        settings.retryUnanswered()
            || settings.validate()
            || events.get(0).group().startsWith(RECOGNISED);
    return Ga4Answers.classify(answer, events.size(), harmless);
  }

  @Override
  public Optional<Destination> forTests() {
    return Optional.of(
        new Ga4Destination(endpoint, names, signals, settings.onlyChecking(), pages));
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.address().operatorsChoice();
  }
}
