package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The raw topic of one run: a few events of so few people that their identifiers meet. Some events
 * come twice, as from a sender that saw no answer.
 */
final class RawLog {

  /** A body of more bytes is too large to travel. */
  static final int MAX_BODY = 1;

  /** More of one person are refused, with limits or without. */
  private static final int MOST_NAMES = 3;

  private static final int RANK_OF_MESSAGE = NodeId.RANK_OF_NONE;

  /** Of large profiles: of these types there is no room for all. */
  private static final Map<String, String> ENDS =
      Map.of("anonymous_id", "-".repeat(2_500), "email", "-".repeat(6_500));

  private final Chance chance;
  private final Regime regime;
  private final int statements;
  private final List<Sighting> strong = new ArrayList<>();
  private final List<Sighting> devices = new ArrayList<>();

  private RawLog(Chance chance, Regime regime) {
    this.chance = chance;
    this.regime = regime;
    this.statements = chance.pick(List.of(regime.has(Trouble.MANY_NAMES) ? 1 : 0, 3, 6));
    addUniverse();
  }

  static List<Draft> random(Chance chance, Regime regime) {
    RawLog log = new RawLog(chance, regime);
    List<Draft> events = new ArrayList<>();
    for (int i = log.length(); i > 0; i--) {
      boolean again = !events.isEmpty() && chance.oneIn(25);
      events.add(again ? chance.pick(events) : log.event(events.size()));
    }
    return events;
  }

  private int length() {
    if (regime.has(Trouble.MANY_DEVICES)) {
      return chance.between(150, 300);
    }
    if (regime.has(Trouble.MANY_NAMES)) {
      return chance.between(40, 120);
    }
    if (regime.has(Trouble.LARGE_PROFILES)) {
      return chance.between(20, 40);
    }
    if (regime.has(Trouble.MANY_STRANGERS)) {
      return chance.between(30, 70);
    }
    return chance.oneIn(4) ? chance.between(12, 40) : chance.between(4, 12);
  }

  private void addUniverse() {
    if (regime.has(Trouble.MANY_STRANGERS)) {
      add("user_id", chance.pick(List.of(8, 12, 30)), strong);
      add("email", 1, strong);
      add("anonymous_id", chance.between(1, 3), devices);
      return;
    }
    // With one address and no limits nothing is refused, so everything can be told exactly.
    boolean hasOneAddress = !regime.has(Trouble.LIMITS) && chance.oneIn(2);
    add("user_id", users(), strong);
    add("crm_id", chance.between(1, 2), strong);
    add("email", hasOneAddress ? 1 : chance.between(1, 4), strong);
    add("phone", hasOneAddress ? 0 : chance.between(1, 2), strong);
    if (regime.has(Trouble.MANY_DEVICES)) {
      add("anonymous_id", 250, devices);
    } else if (regime.has(Trouble.LARGE_PROFILES)) {
      add("anonymous_id", 30, devices);
    } else {
      add("anonymous_id", chance.between(1, 5), devices);
    }
  }

  private int users() {
    if (regime.has(Trouble.MANY_NAMES)) {
      return chance.pick(List.of(30, 60, 90));
    }
    return chance.between(1, regime.has(Trouble.LIMITS) ? 6 : MOST_NAMES);
  }

  private void add(String type, int count, List<Sighting> to) {
    boolean areLong = regime.has(Trouble.LARGE_PROFILES) && !regime.has(Trouble.MANY_DEVICES);
    String end = areLong ? ENDS.getOrDefault(type, "") : "";
    for (int i = 0; i < count; i++) {
      Identifier identifier = new Identifier(type, type.charAt(0) + "" + i + end);
      to.add(new Sighting(chance.node(identifier.rank()), identifier));
    }
  }

  private Draft event(int number) {
    List<Sighting> identifiers = identifiers();
    String messageId = "m" + number;
    boolean isStatement = statements > 0 && identifiers.size() > 1 && chance.oneIn(statements);
    return new Draft(
        identifiers.isEmpty() ? chance.node(RANK_OF_MESSAGE) : identifiers.get(0).node(),
        identifiers,
        new EventRef("event-" + messageId, messageId, "purchase", "acct", "production"),
        null,
        about(number),
        about(number),
        isStatement,
        contribution(messageId),
        new byte[chance.oneIn(4) ? MAX_BODY + 1 : MAX_BODY]);
  }

  /** Not in the order of the log, and sometimes at the same moment. */
  private long about(int number) {
    return 1_000L + 10L * (number + chance.between(-6, 6));
  }

  private List<Sighting> identifiers() {
    Set<Sighting> picked = new LinkedHashSet<>();
    for (int i = chance.oneIn(20) ? 0 : chance.between(0, 2); i > 0; i--) {
      picked.add(chance.pick(strong));
    }
    if (regime.has(Trouble.MANY_STRANGERS) && chance.oneIn(2)) {
      picked.add(strong.get(strong.size() - 1));
    }
    for (int i = chance.between(0, regime.has(Trouble.LARGE_PROFILES) ? 3 : 2); i > 0; i--) {
      picked.add(chance.pick(devices));
    }
    return picked.stream().sorted(Comparator.comparing(Sighting::node)).toList();
  }

  /** Each event says something else, so it shows whose word counts. */
  private Contribution contribution(String messageId) {
    Map<String, String> traits = new TreeMap<>();
    Map<String, String> clickIds = new TreeMap<>();
    Map<String, StatedConsent> consent = new TreeMap<>();
    if (chance.oneIn(2)) {
      traits.put(chance.oneIn(2) ? "first_name" : "city", "of " + messageId);
    }
    if (chance.oneIn(3)) {
      clickIds.put("fbclid", "of " + messageId);
    }
    if (chance.oneIn(4)) {
      ConsentState state = chance.oneIn(2) ? ConsentState.GRANTED : ConsentState.DENIED;
      consent.put("marketing", new StatedConsent(state, "of " + messageId, null));
    }
    return new Contribution(
        traits, Map.of(), clickIds, consent, chance.oneIn(4) ? "of " + messageId : null);
  }
}
