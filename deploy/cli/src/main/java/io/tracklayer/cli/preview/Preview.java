package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.canonical.ClaimNaming;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.delivery.claim.Forecast;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.ForestInMemory;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.commerce.BusinessKey;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows what would become of an event if it were the first of its person. It runs the job's own
 * code, without network and state. Not thread-safe.
 */
public final class Preview {

  /** Stands in for a profile id, which cannot be computed without the identity key. */
  private static final String UNKNOWN_PROFILE = "preview";

  private final EnvelopeReader envelopes;
  private final Intake intake;
  private final Limits limits;
  private final CanonicalWriter writer;
  private final boolean hasIdentityKey;
  private final Clock clock;
  private final List<Outlet> outlets = new ArrayList<>();

  private record Outlet(DestinationConfig config, Forecast forecast, Destination api) {}

  /**
   * @param endpoint the endpoint that the events arrive at
   * @param identityKey if it is set
   * @param destinations the destinations to show
   * @param clock decides the age of events
   */
  public Preview(
      TrackLayerConfig config,
      EndpointConfig endpoint,
      @Nullable String identityKey,
      Predicate<DestinationConfig> destinations,
      Clock clock) {
    this.envelopes = new EnvelopeReader(endpoint);
    this.hasIdentityKey = identityKey != null;
    this.intake =
        new Intake(
            config,
            new NodeIds(identityKey == null ? "-".repeat(NodeIds.MIN_KEY_BYTES) : identityKey));
    this.limits = Limits.of(config.identity());
    this.writer = new CanonicalWriter(config.consent());
    this.clock = clock;
    Destinations types = new Destinations();
    Map<String, DestinationSpec> specs = types.specs();
    for (DestinationConfig destination : config.destinations()) {
      if (destinations.test(destination)
          && destination.serves(endpoint.account(), endpoint.environment())) {
        DestinationSpec spec = requireNonNull(specs.get(destination.type()));
        Destination api = types.open(destination, PlaceholderSecrets.INSTANCE);
        outlets.add(
            new Outlet(destination, new Forecast(config, destination, spec, api, clock), api));
      }
    }
  }

  /** One line of JSON, without the line break, for an event as the source would send it. */
  public String of(byte[] event) {
    EnvelopeResult read;
    try {
      read = envelopes.read(event, clock.instant());
    } catch (IllegalArgumentException e) {
      return refused(null, Reason.NOT_JSON);
    }
    if (read instanceof EnvelopeResult.Accepted accepted) {
      IntakeResult result = intake.take(Json.write(accepted.event()));
      return result instanceof IntakeResult.Accepted taken
          ? accepted(taken.draft())
          : refused(((IntakeResult.Refused) result).rejection());
    }
    return refused(((EnvelopeResult.Refused) read).rejection());
  }

  private static String refused(Rejection rejection) {
    return refused(rejection.messageId(), rejection.reason());
  }

  private static String refused(@Nullable String messageId, Reason reason) {
    return line(
        json -> {
          json.writeStringField("message_id", messageId);
          json.writeBooleanField("accepted", false);
          json.writeStringField("reason", reason.text());
          json.writeNullField("canonical");
          json.writeArrayFieldStart("destinations");
          json.writeEndArray();
        });
  }

  private String accepted(Draft draft) {
    byte[] canonical = draft.carriesIdentityOnly() ? null : canonical(draft);
    return line(
        json -> {
          json.writeStringField("message_id", draft.messageId());
          json.writeBooleanField("accepted", true);
          json.writeNullField("reason");
          if (canonical == null) {
            json.writeNullField("canonical");
          } else {
            writeRaw("canonical", canonical, json);
          }
          json.writeArrayFieldStart("destinations");
          if (canonical != null) {
            CanonicalEvent event = Json.read(canonical, CanonicalEvent.class);
            for (Outlet outlet : outlets) {
              writeDecision(outlet, event, canonical, json);
            }
          }
          json.writeEndArray();
        });
  }

  private byte[] canonical(Draft draft) {
    String key = draft.businessKey();
    String claim =
        ClaimKey.of(
                draft.account(),
                draft.environment(),
                draft.name(),
                key == null ? null : BusinessKey.parse(key).id(),
                draft.eventId())
            .claim();
    byte[] json =
        new ClaimNaming(claim, draft.eventId(), draft.eventId(), null)
            .inFrontOf(writer.write(new ForestInMemory(limits).resolve(draft)));
    return hasIdentityKey ? json : withoutProfileId(json);
  }

  private static byte[] withoutProfileId(byte[] canonical) {
    try {
      ObjectNode event = (ObjectNode) Json.parse(canonical);
      if (event.has("profile_id")) {
        event.put("profile_id", UNKNOWN_PROFILE);
      }
      return Json.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException("a canonical event of our own is not JSON", e);
    }
  }

  private void writeDecision(
      Outlet outlet, CanonicalEvent event, byte[] canonical, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("destination", outlet.config().name());
    Forecast.Expected expected = outlet.forecast().of(event, canonical);
    if (expected instanceof Forecast.Expected.Sent sent) {
      writeSent(outlet.api(), sent.mapped(), json);
    } else if (expected instanceof Forecast.Expected.Settled settled) {
      writeSkip(settled.cause(), json);
    }
    json.writeEndObject();
  }

  private void writeSent(Destination api, Mapping.Mapped mapped, JsonGenerator json)
      throws IOException {
    switch (mapped.use()) {
      case DELIVERY -> writeSend(api.request(List.of(mapped), clock.instant()), json);
      case TEST ->
          writeSend(api.forTests().orElseThrow().request(List.of(mapped), clock.instant()), json);
      case CONNECTION -> writeSkip(Cause.of(Reason.VALIDATION), json);
    }
  }

  private static void writeSkip(Cause cause, JsonGenerator json) throws IOException {
    json.writeStringField("decision", "skip");
    json.writeStringField("reason", cause.reason().text());
    if (cause.detail() != null) {
      json.writeStringField("detail", cause.detail());
    }
    json.writeArrayFieldStart("requests");
    json.writeEndArray();
  }

  private static void writeSend(HttpCall call, JsonGenerator json) throws IOException {
    json.writeStringField("decision", "send");
    json.writeNullField("reason");
    json.writeArrayFieldStart("requests");
    writeRequest(call, json);
    json.writeEndArray();
  }

  private static void writeRequest(HttpCall call, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("method", call.method());
    json.writeStringField("url", call.uri().toString());
    json.writeObjectFieldStart("headers");
    for (HttpCall.Header header : call.headers()) {
      json.writeStringField(header.name(), header.secret() ? "***" : header.value());
    }
    json.writeEndObject();
    writeRaw("body", call.body(), json);
    json.writeEndObject();
  }

  /** The event's part of the request, byte for byte as it would be sent. */
  private static void writeRaw(String field, byte[] value, JsonGenerator json) throws IOException {
    json.writeFieldName(field);
    json.writeRawValue(new String(value, UTF_8));
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String line(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a preview could not be written", e);
    }
    return out.toString(UTF_8);
  }
}
