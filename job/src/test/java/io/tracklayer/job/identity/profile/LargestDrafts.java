package io.tracklayer.job.identity.profile;

import static io.tracklayer.contract.consent.ConsentState.DENIED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Events that say as much as intake lets pass, and the profiles that they make. */
public final class LargestDrafts {

  private static final String LONG_TYPE = "an_external_id_of_" + "x".repeat(46);
  public static final Limits LIMITS =
      new Limits(Map.of("user_id", 1_000, "email", 1_000, "phone", 1_000, LONG_TYPE, 1_000));
  private static final int COUNTED_OF_AN_EVENT = 15;

  private LargestDrafts() {}

  /**
   * @param letter that all texts consist of
   */
  public static Draft draft(String letter, int number) {
    Draft draft =
        Drafts.draft(
            "m" + number,
            1_000 + number,
            identifiers(letter, number),
            contribution(letter, number));
    String id = letter.repeat(512 / letter.length());
    return new Draft(
        draft.anchor(),
        draft.identifiers(),
        new EventRef(draft.eventId(), id, "purchase", draft.account(), draft.environment()),
        id,
        draft.receivedAt(),
        draft.occurredAt(),
        draft.explicitLink(),
        draft.contribution(),
        new byte[LocalNodes.MAX_BODY]);
  }

  public static Profile with(Draft draft, Profile profile) {
    NodeId refused = Drafts.NODES.ofMessage("a", "e", "m" + draft.receivedAt());
    return profile
        .merge(Profile.of(draft))
        .refusing(Set.of(refused), draft.receivedAt(), LIMITS)
        .bounded(LIMITS, Profile.of(draft).members().keySet());
  }

  private static List<Identifier> identifiers(String letter, int event) {
    String text = letter.repeat((IdentifierExtractor.MAX_LENGTH - 10) / bytes(letter));
    List<Identifier> identifiers = new ArrayList<>();
    for (String type : List.of("user_id", LONG_TYPE, "email", "anonymous_id")) {
      boolean isCounted = !type.equals("anonymous_id");
      // Others that count, a judge would not let in.
      int number = isCounted ? event % (Limits.MAX_COUNTED / COUNTED_OF_AN_EVENT) : event;
      for (int i = 0; i < 5; i++) {
        identifiers.add(new Identifier(type, number + "-" + i + text));
      }
    }
    return identifiers;
  }

  private static Contribution contribution(String letter, int event) {
    Map<String, String> traits = new TreeMap<>();
    Map<String, String> shippedTo = new TreeMap<>();
    Map<String, String> clicks = new TreeMap<>();
    Map<String, StatedConsent> consent = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      traits.put("trait_name_" + i, letter.repeat(256 / bytes(letter)));
    }
    for (int i = 0; i < 4; i++) {
      shippedTo.put("trait_name_" + i, letter.repeat(256 / bytes(letter)));
    }
    String name = letter.repeat((ConsentConfig.MAX_LENGTH_OF_NAME - 2) / bytes(letter));
    for (int i = 10; i < 10 + ConsentConfig.MAX_PURPOSES; i++) {
      String words = letter.repeat(120 / bytes(letter)) + " in deniedConsentIds";
      consent.put(i + name, new StatedConsent(DENIED, "traits." + i + name, words));
    }
    for (int i = 0; i < 17; i++) {
      clicks.put("click_id_" + i, event + letter.repeat(508 / bytes(letter)));
    }
    return new Contribution(
        traits, shippedTo, clicks, consent, letter.repeat(1_024 / bytes(letter)));
  }

  private static int bytes(String letter) {
    return letter.getBytes(UTF_8).length;
  }
}
