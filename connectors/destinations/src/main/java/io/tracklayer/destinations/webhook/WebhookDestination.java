package io.tracklayer.destinations.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Sha256;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.Verdicts;
import io.tracklayer.destinations.event.BatchBody;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalFields;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Posts {@code {"events":[canonical event, …]}}, signed by the Standard Webhooks scheme. The body
 * has this form even for a single event. Every event is its own counterpart.
 */
final class WebhookDestination implements Destination {

  private static final BatchBody BODY = new BatchBody("{\"events\":[", "]}");

  /** Headers set by us or by the HTTP client, which the configuration may not name. */
  static final Set<String> OURS =
      Set.of(
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          "content-type",
          "content-length",
          "content-encoding",
          "transfer-encoding",
          "connection",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "upgrade");

  private static final Set<String> WORDS_FOR_SECRETS =
      Set.of("auth", "token", "key", "secret", "cookie", "password");

  /** Who takes addresses in clear gets none that only a hash is known of. */
  @JsonIgnoreProperties({"emails_sha256", "phones_sha256"})
  private interface WithoutHashes {}

  /** Maps are written in one order, however they were built. */
  private static final ObjectMapper WHOLE =
      Json.mapper().copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final ObjectMapper IN_CLEAR =
      WHOLE.copy().addMixIn(Person.class, WithoutHashes.class);

  private final ObjectWriter writer = IN_CLEAR.writer();

  /** A lone half of a surrogate pair cannot be written as UTF-8, but it can be escaped. */
  private final ObjectWriter asciiWriter = writer.with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private final WebhookEndpoint endpoint;
  private final List<HttpCall.Header> configured;
  private final WebhookSigner signer;
  private final boolean hashesPersonalData;
  private final PageAddress pages;

  WebhookDestination(
      WebhookEndpoint endpoint,
      Map<String, String> headers,
      WebhookSigner signer,
      boolean hashesPersonalData,
      PageAddress pages) {
    this.endpoint = endpoint;
    this.signer = signer;
    this.hashesPersonalData = hashesPersonalData;
    this.pages = pages;
    configured =
        headers.entrySet().stream()
            .map(
                header ->
                    new HttpCall.Header(
                        header.getKey(), header.getValue(), soundsSecret(header.getKey())))
            .toList();
  }

  private static boolean soundsSecret(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return WORDS_FOR_SECRETS.stream().anyMatch(name::contains);
  }

  @Override
  public Mapping map(CanonicalEvent event, MappingContext context) {
    Object sent = hashesPersonalData ? hashed(event) : event;
    try {
      return mapped(event, writer.writeValueAsBytes(sent));
    } catch (JsonProcessingException e) {
      return mapEscaped(event, sent);
    }
  }

  private ObjectNode hashed(CanonicalEvent event) {
    ObjectNode tree = WHOLE.valueToTree(PersonalFields.removedFrom(event));
    new WebhookPersonalData(pages).hash(tree);
    return tree;
  }

  private Mapping.Mapped mapped(CanonicalEvent event, byte[] body) {
    return new Mapping.Mapped(event.eventId(), body)
        .matchedBy(WebhookMatchKeys.of(event, hashesPersonalData));
  }

  private Mapping mapEscaped(CanonicalEvent event, Object sent) {
    try {
      return mapped(event, asciiWriter.writeValueAsBytes(sent));
    } catch (JsonProcessingException e) {
      return new Mapping.Invalid(Reason.NOT_WRITABLE_AS_JSON);
    }
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    byte[] body = BODY.of(events);
    String id = id(events);
    long timestamp = now.getEpochSecond();
    List<HttpCall.Header> headers = new ArrayList<>(configured);
    headers.add(new HttpCall.Header("content-type", "application/json", false));
    headers.add(new HttpCall.Header("webhook-id", id, false));
    headers.add(new HttpCall.Header("webhook-timestamp", Long.toString(timestamp), false));
    headers.add(new HttpCall.Header("webhook-signature", signer.sign(id, timestamp, body), false));
    return new HttpCall("POST", endpoint.uri(), List.copyOf(headers), body);
  }

  /**
   * The event id. For several events, or an id that does not fit a header or the signed text, a
   * hash of the ids, one per line. The same in every attempt with the same events.
   */
  static String id(List<Mapping.Mapped> events) {
    String first = events.get(0).eventId();
    if (events.size() == 1 && fitsHeader(first)) {
      return first;
    }
    return "b_"
        + new Sha256()
            .hex(events.stream().map(Mapping.Mapped::eventId).collect(Collectors.joining("\n")));
  }

  /** Standard Webhooks allows no full stop, which separates the parts of the signed text. */
  private static boolean fitsHeader(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c <= ' ' || c >= 127 || c == '.') {
        return false;
      }
    }
    return !id.isEmpty();
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    return Verdicts.of(answer, WebhookAnswers::classify);
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return endpoint.mayBePrivate();
  }
}
