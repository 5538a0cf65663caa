package io.tracklayer.e2e.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.Intake;
import io.tracklayer.job.intake.IntakeResult;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.local.generate.TrafficGenerator;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Events as the receiver stores them, and as intake makes drafts of them. */
final class Traffic {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final EnvelopeReader envelopes;
  private final Intake intake;
  private long received;

  Traffic(TrackLayerConfig config, String identityKey) {
    envelopes = new EnvelopeReader(config.endpoints().get(0));
    intake = new Intake(config, new NodeIds(identityKey));
  }

  /** Generated ones. Each is received a moment after the one before it. */
  List<RawEvent> generated(int users, int events, long seed) {
    List<RawEvent> all = new ArrayList<>(events);
    forEachGenerated(users, events, seed, all::add);
    return all;
  }

  /** Generated ones with ids of the shop in place of addresses, which a device would not unite. */
  List<RawEvent> generatedWithoutAddresses(int users, int events, long seed) {
    List<RawEvent> all = new ArrayList<>(events);
    for (ObjectNode envelope : new TrafficGenerator(seed, users, events)) {
      rename(envelope, "email", "crm_id");
      rename(envelope, "phone", "loyalty_id");
      all.add(received(envelope));
    }
    return all;
  }

  private static void rename(JsonNode node, String from, String to) {
    if (node instanceof ObjectNode object && object.has(from)) {
      object.set(to, object.remove(from));
    }
    node.forEach(child -> rename(child, from, to));
  }

  void forEachGenerated(int users, int events, long seed, Consumer<RawEvent> each) {
    for (ObjectNode envelope : new TrafficGenerator(seed, users, events)) {
      each.accept(received(envelope));
    }
  }

  RawEvent received(ObjectNode envelope) {
    Instant now = START.plus(Duration.ofMillis(received++));
    EnvelopeResult result = envelopes.read(Json.write(envelope), now);
    if (result instanceof EnvelopeResult.Accepted accepted) {
      return accepted.event();
    }
    throw new AssertionError("refused: " + ((EnvelopeResult.Refused) result).rejection().reason());
  }

  Draft draft(RawEvent event) {
    IntakeResult result = intake.take(event);
    if (result instanceof IntakeResult.Accepted accepted) {
      return accepted.draft();
    }
    throw new AssertionError("refused: " + ((IntakeResult.Refused) result).rejection().reason());
  }
}
