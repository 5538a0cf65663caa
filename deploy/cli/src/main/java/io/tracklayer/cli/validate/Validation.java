package io.tracklayer.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.control.Control;
import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.cli.trace.TopicTail;
import io.tracklayer.cli.validate.SeenDestination.State;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One validation of a running system: a test user's identify and order are posted to the endpoint
 * and followed through the topics, of which only what came after the beginning counts. Used once;
 * not thread-safe.
 */
public final class Validation {

  private static final Duration POLL = Duration.ofMillis(250);

  private final EndpointConfig endpoint;
  private final EndpointClient client;
  private final TestUser user;
  private final Clock clock;
  private final Duration patience;
  private final long deadline;
  private final Sightings sightings;
  private final TopicTail rejected;
  private final TopicTail canonical;
  private final TopicTail deliveries;
  private final Map<String, Instant> paused = new HashMap<>();
  private final List<DestinationConfig> destinations;
  private final List<String> why = new ArrayList<>();
  private boolean allStored = true;

  /**
   * Begins: notes where the topics end.
   *
   * @param client of that endpoint
   * @param patience how long to wait in all for what must be seen
   * @throws IOException when Kafka does not answer or lacks a topic
   */
  public Validation(
      TrackLayerConfig config,
      EndpointConfig endpoint,
      EndpointClient client,
      TopicScan scan,
      Topics topics,
      TestUser user,
      Clock clock,
      Duration patience)
      throws IOException {
    this.endpoint = endpoint;
    this.client = client;
    this.user = user;
    this.clock = clock;
    this.patience = patience;
    sightings = new Sightings(user.identifyMessage(), user.orderMessage());
    rejected = scan.tail(topics.rejected());
    canonical = scan.tail(topics.canonical());
    deliveries = scan.tail(topics.deliveries());
    destinations =
        config.destinations().stream()
            .filter(one -> one.serves(endpoint.account(), endpoint.environment()))
            .toList();
    Map<String, ControlRecord> control = Control.read(topics.control(), scan);
    destinations.forEach(destination -> notePause(destination, control));
    deadline = System.nanoTime() + patience.toNanos();
  }

  /** A record under an earlier name counts until there is one under the present name. */
  private void notePause(DestinationConfig destination, Map<String, ControlRecord> control) {
    ControlRecord own = control.get(destination.name());
    List<ControlRecord> told =
        own != null
            ? List.of(own)
            : control.values().stream()
                .filter(one -> destination.names().contains(one.destination()))
                .toList();
    for (ControlRecord one : told) {
      if (one.state() == ControlRecord.State.PAUSED) {
        paused.put(destination.name(), one.at());
      }
    }
  }

  /** Posts, follows, and tells what was seen. */
  public ValidateBlock run() throws IOException, InterruptedException {
    post(user.identify(clock.instant()));
    if (!allStored) {
      return block(false);
    }
    await(() -> sightings.hasSettled(user.identifyMessage()));
    if (!isKnownAsTest()) {
      return block(false);
    }
    Optional<String> name = SourceEvent.of(endpoint);
    if (name.isEmpty()) {
      why.add(
          "accepted: the endpoint's filter lets through no track event that has a canonical name;"
              + " add Order Completed to filters.include");
      return block(false);
    }
    boolean isAccepted = isAccepted(post(user.order(name.get(), clock.instant())));
    if (isAccepted) {
      await(this::isComplete);
    }
    return block(isAccepted);
  }

  /** Nothing more is sent to a job that would count it. */
  private boolean isKnownAsTest() {
    Optional<JsonNode> identify = sightings.canonicalEvent(user.identifyMessage());
    if (identify.isEmpty()) {
      why.add(
          "canonical_event: the identify did not become a canonical event"
              + rejection(user.identifyMessage()));
      return false;
    }
    boolean isKnown = identify.get().path("validation").asBoolean();
    if (!isKnown) {
      why.add(
          "accepted: the running job does not know test events, so no order was sent; run this"
              + " command and the job from the same release");
    }
    return isKnown;
  }

  private String rejection(String message) {
    return sightings
        .rejection(message)
        .map(
            told ->
                ": it was rejected, " + told.path("reason").asText() + remedy(told.path("reason")))
        .orElse(
            " within "
                + patience.toSeconds()
                + " s: see whether the job is running, and reads the topics of this configuration");
  }

  private static String remedy(JsonNode reason) {
    Reason known = Reason.of(reason.asText());
    return known == null ? "" : ". " + known.remedy();
  }

  /** The answer; none if the event was not stored. */
  private @Nullable JsonNode post(ObjectNode event) throws InterruptedException {
    EndpointClient.Reply reply;
    try {
      reply = client.post(event);
    } catch (IOException e) {
      return failed(
          "nothing answered at "
              + client.url()
              + " ("
              + e.getClass().getSimpleName()
              + "): see whether the receiver runs there, and compare host, port, and http or https");
    }
    if (reply.isStored()) {
      return reply.body();
    }
    JsonNode body = reply.body();
    JsonNode reason = body == null ? null : body.get("reason");
    return failed(
        client.url()
            + " answered "
            + reply.status()
            + (reason == null
                ? ", not as a receiver of TrackLayer does"
                : ", " + reason.asText() + remedy(reason)));
  }

  private @Nullable JsonNode failed(String seen) {
    allStored = false;
    why.add("rudderstack: " + seen);
    return null;
  }

  private boolean isAccepted(@Nullable JsonNode answer) {
    boolean isAccepted = answer != null && answer.path("accepted").asBoolean();
    if (answer != null && !isAccepted) {
      JsonNode reason = answer.path("reason");
      why.add("accepted: the endpoint did not take it, " + reason.asText() + remedy(reason));
    }
    return isAccepted;
  }

  private boolean isComplete() {
    return sightings.rejection(user.orderMessage()).isPresent()
        || (sightings.hasSettled(user.orderMessage())
            && destinations.stream()
                .map(DestinationConfig::name)
                .filter(name -> !paused.containsKey(name))
                .allMatch(
                    name ->
                        sightings.isFinal(name, user.identifyMessage())
                            && sightings.isFinal(name, user.orderMessage())));
  }

  private void await(BooleanSupplier seen) throws IOException, InterruptedException {
    look();
    while (!seen.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(POLL.toMillis());
      look();
    }
  }

  private void look() throws IOException {
    rejected.read(found -> sightings.rejected(found.json()));
    canonical.read(found -> sightings.canonical(found.json()));
    deliveries.read(found -> sightings.delivery(found.json()));
  }

  private ValidateBlock block(boolean isAccepted) {
    Optional<JsonNode> order =
        isAccepted ? sightings.canonicalEvent(user.orderMessage()) : Optional.empty();
    if (isAccepted && order.isEmpty()) {
      why.add(
          "canonical_event: the order did not become a canonical event"
              + rejection(user.orderMessage()));
    }
    String state = order.map(event -> event.path("identity_state").asText()).orElse(null);
    if (state != null && !IdentityState.MERGED.text().equals(state)) {
      why.add(
          "identity_state: the order brings a new device to the profile that the identify began, and"
              + " yet it is "
              + state
              + "; see identity.limits and blocked_values");
    }
    List<SeenDestination> seen = order.isEmpty() ? List.of() : destinations();
    return new ValidateBlock(
        allStored,
        isAccepted,
        order.map(event -> event.path("name").asText()).orElse(null),
        state,
        order.isPresent() && isReady(seen),
        seen,
        why);
  }

  private List<SeenDestination> destinations() {
    Judgement judgement =
        new Judgement(sightings, List.of(user.orderMessage(), user.identifyMessage()), patience);
    return destinations.stream()
        .map(one -> judgement.of(one.name(), paused.get(one.name())))
        .toList();
  }

  private boolean isReady(List<SeenDestination> seen) {
    boolean isReady = true;
    for (SeenDestination destination : seen) {
      if (destination.state() == State.NOT_READY) {
        isReady = false;
        why.add(
            "downstream_ready: "
                + destination.name()
                + ": "
                + destination.seen()
                + (destination.remedy().isEmpty() ? "" : ". " + destination.remedy()));
      }
    }
    boolean isAnyReady = seen.stream().anyMatch(one -> one.state() == State.READY);
    if (isReady && !isAnyReady) {
      why.add(
          destinations.isEmpty()
              ? "downstream_ready: no destination is for this account and environment"
              : "downstream_ready: no destination takes the test events");
    }
    return isReady && isAnyReady;
  }
}
