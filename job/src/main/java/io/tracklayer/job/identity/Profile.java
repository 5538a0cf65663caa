package io.tracklayer.job.identity;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.Contribution;
import io.tracklayer.job.intake.Draft;
import io.tracklayer.job.intake.Sighting;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What is known of one person. Every field merges by a commutative, associative, idempotent rule,
 * so merging twice or in another order gives the same profile. Immutable.
 *
 * @param members by node
 * @param userAgent the newest one, null before any
 */
public record Profile(
    SortedMap<NodeId, Member> members,
    SortedMap<String, Register> traits,
    SortedMap<String, Register> clickIds,
    SortedMap<String, ConsentRegister> consent,
    Register userAgent) {

  /** The most members of one type. */
  static final int MAX_LISTED = 100;

  private static final Comparator<Map.Entry<NodeId, Member>> MOST_RECENT_FIRST =
      Comparator.comparingLong((Map.Entry<NodeId, Member> e) -> e.getValue().lastSeen())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  public static final Profile EMPTY =
      new Profile(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), null);

  /** What one event alone tells. */
  public static Profile of(Draft draft) {
    SortedMap<NodeId, Member> members = new TreeMap<>();
    for (Sighting sighting : draft.identifiers()) {
      members.put(
          sighting.node(),
          new Member(sighting.identifier(), draft.receivedAt(), draft.receivedAt()));
    }
    Contribution contribution = draft.contribution();
    SortedMap<String, ConsentRegister> consent = new TreeMap<>();
    contribution
        .consent()
        .forEach(
            (purpose, statement) ->
                consent.put(
                    purpose,
                    new ConsentRegister(
                        statement.state(), statement.source(), draft.occurredAt())));
    return new Profile(
        members,
        registers(contribution.traits(), draft),
        registers(contribution.clickIds(), draft),
        consent,
        contribution.userAgent() == null ? null : register(contribution.userAgent(), draft));
  }

  public Profile merge(Profile other) {
    return new Profile(
        merged(members, other.members, Member::merge),
        merged(traits, other.traits, Register::newest),
        merged(clickIds, other.clickIds, Register::newest),
        merged(consent, other.consent, ConsentRegister::newest),
        newestUserAgent(other));
  }

  /**
   * The id of the member with the smallest (first seen, node id): the older profile's id survives a
   * merge. Empty for a profile without members.
   */
  public Optional<String> profileId() {
    return first().map(entry -> entry.getKey().hex());
  }

  private Optional<Map.Entry<NodeId, Member>> first() {
    return members.entrySet().stream()
        .min(
            Comparator.comparingLong((Map.Entry<NodeId, Member> e) -> e.getValue().firstSeen())
                .thenComparing(Map.Entry::getKey));
  }

  /**
   * Without the least recently seen members of any type that has more than {@link #MAX_LISTED}, so
   * that a profile stays small whatever is sent under one identifier. The member that gives the
   * profile its id stays.
   */
  public Profile bounded() {
    if (members.size() <= MAX_LISTED) {
      return this;
    }
    Map<String, Integer> listed = new HashMap<>();
    SortedMap<NodeId, Member> kept = new TreeMap<>();
    members.entrySet().stream()
        .sorted(MOST_RECENT_FIRST)
        .filter(e -> listed.merge(e.getValue().identifier().type(), 1, Integer::sum) <= MAX_LISTED)
        .forEach(e -> kept.put(e.getKey(), e.getValue()));
    first().ifPresent(e -> kept.put(e.getKey(), e.getValue()));
    return new Profile(kept, traits, clickIds, consent, userAgent);
  }

  /** How many of an event's identifiers are members already. */
  public int known(Draft draft) {
    int known = 0;
    for (Sighting sighting : draft.identifiers()) {
      if (members.containsKey(sighting.node())) {
        known++;
      }
    }
    return known;
  }

  private Register newestUserAgent(Profile other) {
    if (userAgent == null || other.userAgent == null) {
      return userAgent == null ? other.userAgent : userAgent;
    }
    return Register.newest(userAgent, other.userAgent);
  }

  private static SortedMap<String, Register> registers(Map<String, String> values, Draft draft) {
    SortedMap<String, Register> registers = new TreeMap<>();
    values.forEach((key, value) -> registers.put(key, register(value, draft)));
    return registers;
  }

  private static Register register(String value, Draft draft) {
    return new Register(value, draft.occurredAt(), draft.messageId());
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> merged(
      SortedMap<K, V> one, SortedMap<K, V> other, BinaryOperator<V> rule) {
    if (other.isEmpty()) {
      return one;
    }
    TreeMap<K, V> result = new TreeMap<>(one);
    other.forEach((key, value) -> result.merge(key, value, rule));
    return result;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Profile[" + profileId().orElse("-") + ", " + members.size() + " members]";
  }
}
