package io.tracklayer.e2e.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.canonical.ClaimNaming;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.ForestInMemory;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.local.generate.TrafficGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated traffic with a twentieth of the devices shared and a third of the people guests, and
 * every fourth e-mail address hashed by the source: what do events carry of strangers, and what
 * does keeping strangers apart cost?
 */
class SharedDevicesIT {

  private static final String IDENTITY_KEY = "an identity key of this test, longer than 32 bytes";
  private static final String PURCHASE = "purchase";

  /** Of purchases, in parts of one. */
  private static final double MOST_THAT_IT_COSTS = 0.02;

  /**
   * What came out of one run.
   *
   * @param strangers addresses of people who are known to be others than the event's
   * @param enriched purchases that carry more than they brought
   */
  private record Found(List<String> strangers, int purchases, int enriched) {

    double share() {
      return (double) enriched / purchases;
    }
  }

  @Test
  void noEventCarriesAStrangersAddressAndPurchasesAreEnrichedAsOften() {
    compare(400, 8_000, 1);
  }

  @Test
  @Tag("soak")
  void theSameHoldsForManyMorePeople() {
    for (long seed = 1; seed <= 5; seed++) {
      compare(10_000, 200_000, seed);
    }
  }

  private static void compare(int users, int events, long seed) {
    Found own = run("own_profile", users, events, seed);
    Found first = run("first_owner", users, events, seed);

    System.out.printf(
        "seed %d: of %d purchases enriched %.2f %% with own_profile, %.2f %% with first_owner;"
            + " %d addresses of strangers with own_profile, %d with first_owner%n",
        seed,
        own.purchases(),
        100 * own.share(),
        100 * first.share(),
        own.strangers().size(),
        first.strangers().size());
    assertThat(own.strangers()).isEmpty();
    assertThat(first.strangers()).as("the oracle sees what is wrong").isNotEmpty();
    assertThat(own.share()).isGreaterThan(first.share() - MOST_THAT_IT_COSTS);
    assertThat(own.share()).as("there is something to lose").isGreaterThan(0.5);
  }

  private static Found run(String sharedDevices, int users, int events, long seed) {
    TrackLayerConfig config = config(sharedDevices);
    Traffic traffic = new Traffic(config, IDENTITY_KEY);
    CanonicalWriter writer = new CanonicalWriter(config.consent());
    ForestInMemory forest = new ForestInMemory(Limits.of(config.identity()));
    Map<String, String> addresses = new HashMap<>();
    StrangersOracle oracle = new StrangersOracle(value -> addresses.getOrDefault(value, value));
    Set<String> messages = new HashSet<>();
    List<String> strangers = new ArrayList<>();
    int purchases = 0;
    int enriched = 0;
    for (ObjectNode envelope : new TrafficGenerator(seed, users, events)) {
      boolean isNew = messages.add(envelope.get("messageId").asText());
      if (messages.size() % 4 == 0) {
        hashEmails(envelope, addresses);
      }
      Draft draft = traffic.draft(traffic.received(envelope));
      if (!isNew) {
        continue;
      }
      if (draft.carriesIdentityOnly()) {
        forest.resolve(draft);
        oracle.see(draft);
        continue;
      }
      CanonicalEvent event = canonical(forest, draft, writer);
      strangers.addAll(oracle.strangersIn(event, draft));
      if (event.name().equals(PURCHASE)) {
        CanonicalEvent alone =
            canonical(new ForestInMemory(Limits.of(config.identity())), draft, writer);
        purchases++;
        enriched +=
            event.user().equals(alone.user()) && event.clickIds().equals(alone.clickIds()) ? 0 : 1;
      }
    }
    return new Found(strangers, purchases, enriched);
  }

  private static TrackLayerConfig config(String sharedDevices) {
    return Configs.read(
        """
        endpoints:
          - {url: "http://localhost:8080/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
        identity: {key_ref: K, shared_devices: %s}
        destinations: []
        """
            .formatted(sharedDevices));
  }

  private static CanonicalEvent canonical(
      ForestInMemory forest, Draft draft, CanonicalWriter writer) {
    byte[] json = writer.write(forest.resolve(draft));
    try {
      return Json.read(
          new ClaimNaming("claim", draft.eventId(), draft.eventId(), null).inFrontOf(json),
          CanonicalEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a source does that is not to tell addresses. */
  private static void hashEmails(JsonNode node, Map<String, String> addresses) {
    if (node instanceof ObjectNode object && object.path("email").isTextual()) {
      String email = object.get("email").asText();
      String hash = sha256(email);
      addresses.put(hash, email);
      object.put("email", hash);
    }
    node.forEach(child -> hashEmails(child, addresses));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
