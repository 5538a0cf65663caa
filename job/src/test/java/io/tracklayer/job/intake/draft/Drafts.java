package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Drafts for tests: chosen ones, and any number of random ones from a seed. */
public final class Drafts {

  private static final String BODY =
      """
      {"schema":1,"message_id":"m","name":"purchase","account":"acct","environment":"production",\
      "occurred_at":"1970-01-01T00:00:00Z","received_at":"1970-01-01T00:00:00Z",\
      "source":"rudderstack","source_type":"track"}""";

  public static final NodeIds NODES = new NodeIds("an identity key of at least 32 bytes for tests");

  private static final List<String> TYPES =
      List.of("user_id", "crm_id", "email", "phone", "anonymous_id");

  private Drafts() {}

  public static Draft draft(
      String messageId, long at, List<Identifier> identifiers, Contribution contribution) {
    return draft(messageId, at, identifiers, contribution, false);
  }

  /** An alias or a merge, if explicit. */
  public static Draft draft(
      String messageId,
      long at,
      List<Identifier> identifiers,
      Contribution contribution,
      boolean explicit) {
    List<Identifier> distinct = identifiers.stream().distinct().toList();
    List<Sighting> sightings =
        distinct.stream()
            .map(
                i -> new Sighting(NODES.of("acct", "production", i), i, false, distinct.indexOf(i)))
            .sorted(Comparator.comparing(Sighting::node))
            .toList();
    return new Draft(
        sightings.isEmpty()
            ? NODES.ofMessage("acct", "production", messageId)
            : sightings.get(0).node(),
        sightings,
        new EventRef("event-" + messageId, messageId, "purchase", "acct", "production"),
        "order-1",
        at + 100,
        at,
        explicit,
        contribution,
        BODY.getBytes(StandardCharsets.UTF_8));
  }

  /** The same event, which tells something else of the person. */
  public static Draft with(Contribution contribution, Draft draft) {
    return new Draft(
        draft.anchor(),
        draft.identifiers(),
        draft.ref(),
        draft.businessKey(),
        draft.receivedAt(),
        draft.occurredAt(),
        draft.explicitLink(),
        contribution,
        draft.body());
  }

  /** The same, but as an alias or a merge, which tells identity only. */
  public static Draft unnamed(Draft draft) {
    return new Draft(
        draft.anchor(),
        draft.identifiers(),
        new EventRef(
            draft.eventId(), draft.messageId(), "alias", draft.account(), draft.environment()),
        draft.businessKey(),
        draft.receivedAt(),
        draft.occurredAt(),
        true,
        draft.contribution(),
        new byte[0]);
  }

  public static Contribution contribution(Map<String, String> traits, Map<String, String> clicks) {
    return new Contribution(traits, Map.of(), clicks, Map.of(), null);
  }

  /** Few values, few times: so that they meet, and tie. */
  public static Draft random(Random random) {
    List<Identifier> identifiers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      identifiers.add(
          new Identifier(TYPES.get(random.nextInt(TYPES.size())), "v" + random.nextInt(4)));
    }
    Map<String, String> traits = new TreeMap<>();
    Map<String, String> clicks = new TreeMap<>();
    Map<String, Contribution.StatedConsent> consent = new TreeMap<>();
    if (random.nextBoolean()) {
      traits.put("first_name", "name" + random.nextInt(3));
      clicks.put("fbclid", "click" + random.nextInt(2));
    }
    if (random.nextBoolean()) {
      consent.put(
          "marketing",
          new Contribution.StatedConsent(
              random.nextBoolean() ? ConsentState.GRANTED : ConsentState.DENIED,
              "source" + random.nextInt(2),
              null));
    }
    return draft(
        "m" + random.nextInt(3),
        1_000 + random.nextInt(3),
        identifiers,
        new Contribution(
            traits,
            Map.of(),
            clicks,
            consent,
            random.nextBoolean() ? "ua" + random.nextInt(2) : null),
        random.nextInt(4) == 0);
  }
}
