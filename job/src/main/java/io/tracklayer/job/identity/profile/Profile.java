package io.tracklayer.job.identity.profile;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person. Every field merges by a commutative, associative, idempotent rule,
 * so merging twice or in another order gives the same profile, except for the time of a click whose
 * id was forgotten and came back, see {@link ClickIdHistory}. Immutable.
 *
 * <p>{@link #bounded} is applied after merging. It forgets only members that count against no
 * limit, never the one that gives the profile its id, and never what it was asked to keep.
 *
 * @param members by node
 * @param userAgent the newest one
 * @param forgotShared whether a device that others were seen on is no longer listed, so that any
 *     unlisted device may be one
 */
public record Profile(
    SortedMap<NodeId, Member> members,
    SortedMap<String, Register> traits,
    SortedMap<String, ClickIdHistory> clickIds,
    SortedMap<String, ConsentRegister> consent,
    @Nullable Register userAgent,
    Aliases aliases,
    Refusals refusals,
    boolean forgotShared) {

  /** The most members of one type, unless a limit sets a smaller number. */
  static final int MAX_LISTED = 100;

  /**
   * The most bytes of a profile, as {@link #approximateBytes} counts them, that members without a
   * limit may bring it to.
   */
  static final int MAX_BYTES = 30 * 1024;

  /** The most members that stay listed in any case, because others were seen with them. */
  private static final int MAX_SHARED = 32;

  private static final int BYTES_OF_NODE_AND_TIMES = 36;
  private static final int BYTES_OF_REGISTER = 14;
  private static final int BYTES_OF_REFUSAL = 24;

  /** Up to this many members are never too large together. */
  private static final int NEVER_TOO_MANY = 16;

  private static final Comparator<Map.Entry<NodeId, Member>> MOST_RECENT_FIRST =
      Comparator.comparingLong((Map.Entry<NodeId, Member> e) -> e.getValue().lastSeen())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  public static final Profile EMPTY =
      new Profile(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          null,
          Aliases.NONE,
          Refusals.NONE,
          false);

  /** The profile of one event alone. */
  public static Profile of(Draft draft) {
    return of(draft, Set.of());
  }

  /**
   * The profile of one event alone.
   *
   * @param refused identifiers that turned out to be somebody else's
   */
  public static Profile of(Draft draft, Set<NodeId> refused) {
    SortedMap<NodeId, Member> members = new TreeMap<>();
    for (Sighting sighting : draft.identifiers()) {
      if (!refused.contains(sighting.node())) {
        members.put(sighting.node(), member(sighting, draft));
      }
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
                        statement.state(),
                        statement.source(),
                        statement.words(),
                        draft.receivedAt())));
    return new Profile(
        members,
        registers(contribution.traits(), draft),
        clickIds(contribution.clickIds(), draft.occurredAt()),
        consent,
        contribution.userAgent() == null ? null : register(contribution.userAgent(), draft),
        Aliases.NONE,
        Refusals.NONE,
        false);
  }

  /** The profile of an identifier that was never seen before this event. */
  public static Profile of(Sighting sighting, Draft draft) {
    SortedMap<NodeId, Member> members = new TreeMap<>();
    members.put(sighting.node(), member(sighting, draft));
    return EMPTY.withMembers(members);
  }

  private static Member member(Sighting sighting, Draft draft) {
    return Member.seen(sighting, draft.receivedAt());
  }

  /**
   * The profile of a person who was two until now, without a statement of the source that links
   * them.
   */
  public Profile unite(Profile other) {
    return merge(other, ConsentRegister::ofUnion);
  }

  /**
   * Makes denials as new as everything that was received before the event that has just united two
   * known profiles: whatever either granted until then, the person has to state it anew. The time
   * is when the members were last seen, not when they last granted, since one grant less must not
   * make a denial older.
   *
   * @param receivedAt when that event was received; its own statement is still to come
   */
  public Profile denyingAnew(long receivedAt) {
    if (denied().isEmpty()) {
      return this;
    }
    long seen = receivedAt - 1;
    for (Member member : members.values()) {
      seen = member.lastSeen() == receivedAt ? seen : Math.max(seen, member.lastSeen());
    }
    SortedMap<String, ConsentRegister> anew = new TreeMap<>(consent);
    long until = seen;
    anew.replaceAll((purpose, register) -> register.deniedAnew(until));
    return new Profile(members, traits, clickIds, anew, userAgent, aliases, refusals, forgotShared);
  }

  public Profile merge(Profile other) {
    return merge(other, ConsentRegister::newest);
  }

  private Profile merge(Profile other, BinaryOperator<ConsentRegister> consentRule) {
    return new Profile(
        merged(members, other.members, Member::merge),
        merged(traits, other.traits, Register::newest),
        merged(clickIds, other.clickIds, ClickIdHistory::merge),
        merged(consent, other.consent, consentRule),
        newestUserAgent(other),
        aliases.merge(other.aliases),
        refusals.merge(other.refusals),
        forgotShared || other.forgotShared);
  }

  /**
   * Merges two profiles that a source states to be one person's. With that, the reason for a
   * refusal may have ended: both forget theirs, and an identifier that is still refused is asked
   * for once more.
   */
  public Profile mergeStated(Profile other, Limits limits) {
    Profile both = merge(other);
    return new Profile(
        both.members,
        both.traits,
        both.clickIds,
        both.consent,
        both.userAgent,
        standing(limits).withStated(other.standing(limits)).aliases(),
        Refusals.NONE,
        both.forgotShared);
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  public boolean lists(NodeId node) {
    return members.containsKey(node);
  }

  /**
   * The id of the member with the smallest (first seen, node id): the older profile's id survives a
   * merge. Empty for a profile without members.
   */
  public Optional<NodeId> id() {
    Map.@Nullable Entry<NodeId, Member> first = null;
    for (Map.Entry<NodeId, Member> member : members.entrySet()) {
      first = first == null || isBefore(member, first) ? member : first;
    }
    return first == null ? Optional.empty() : Optional.of(first.getKey());
  }

  /** The {@link #id} as it is written everywhere outside the forest. */
  public Optional<String> profileId() {
    return id().map(NodeId::hex);
  }

  private static boolean isBefore(Map.Entry<NodeId, Member> one, Map.Entry<NodeId, Member> other) {
    long first = one.getValue().firstSeen();
    long second = other.getValue().firstSeen();
    return first < second || (first == second && one.getKey().compareTo(other.getKey()) < 0);
  }

  /** What is denied, by purpose. */
  public SortedMap<String, ConsentRegister> denied() {
    SortedMap<String, ConsentRegister> denied = new TreeMap<>();
    consent.forEach(
        (purpose, register) -> {
          if (register.state() == ConsentState.DENIED) {
            denied.put(purpose, register);
          }
        });
    return denied;
  }

  /** The profile of an identifier of which nothing but denials is known. */
  public static Profile denying(SortedMap<String, ConsentRegister> denied) {
    return new Profile(
        EMPTY.members,
        EMPTY.traits,
        EMPTY.clickIds,
        denied,
        EMPTY.userAgent,
        EMPTY.aliases,
        EMPTY.refusals,
        false);
  }

  /** What counts against these limits. */
  public Standing standing(Limits limits) {
    SortedMap<NodeId, String> counted = new TreeMap<>();
    members.forEach(
        (node, member) -> {
          if (limits.applyTo(member.identifier())) {
            counted.put(node, member.identifier().type());
          }
        });
    return new Standing(counted, aliases);
  }

  public boolean remembersRefusal(NodeId node, Limits limits) {
    return refusals.contain(node, limits.tag());
  }

  /** Remembers refusals; returns this profile itself if it remembers them already. */
  public Profile refusing(Set<NodeId> nodes, long receivedAt, Limits limits) {
    Refusals more = refusals.with(nodes, receivedAt, limits.tag());
    return more.equals(refusals)
        ? this
        : new Profile(members, traits, clickIds, consent, userAgent, aliases, more, forgotShared);
  }

  /**
   * Whether so many people of other profiles were seen with an identifier of this one that it is
   * nobody's. For a device one is enough; for an address there must be so many that it must be made
   * up.
   */
  public boolean isShared(Sighting sighting, Limits limits) {
    Identifier identifier = sighting.identifier();
    if (!limits.sharedAreNobodys() || !(identifier.isDevice() || identifier.isAddress())) {
      return false;
    }
    Member member = members.get(sighting.node());
    if (member == null) {
      return forgotShared && identifier.isDevice() && !isEmpty();
    }
    int fewest = identifier.isDevice() ? 1 : Limits.MOST_USERS_OF_AN_ADDRESS;
    return member.others().size() >= fewest && strangers(member) >= fewest;
  }

  /** Whether an identifier is seen with so many people that it says nothing of anybody. */
  public boolean isJunk(Sighting sighting, Limits limits) {
    Member member = members.get(sighting.node());
    return member != null
        && isShared(sighting, limits)
        && (sighting.identifier().isAddress()
            || strangers(member) >= Limits.MOST_PEOPLE_OF_A_DEVICE);
  }

  private long strangers(Member member) {
    Set<Long> own = new HashSet<>();
    members.keySet().forEach(node -> own.add(node.high()));
    return member.others().stream()
        .filter(other -> !own.contains(other))
        .filter(other -> member.identifier().isDevice() || isUser(other))
        .count();
  }

  private static boolean isUser(long firstHalfOfNode) {
    return new NodeId(firstHalfOfNode, 0).rank() == 0;
  }

  /** Remembers that another person was seen with one of its identifiers. */
  public Profile seenWith(Sighting sighting, NodeId other, long receivedAt) {
    SortedMap<NodeId, Member> marked = new TreeMap<>(members);
    Member member = marked.get(sighting.node());
    if (member == null) {
      member = Member.seen(sighting, receivedAt);
    }
    marked.put(sighting.node(), member.with(other.high()));
    return withMembers(marked);
  }

  /**
   * The profile of a shared identifier alone. Without traits, it has no name or address of its last
   * user.
   */
  public static Profile apart(Sighting sighting, Draft draft, boolean withTraits) {
    Profile own = of(draft);
    SortedMap<NodeId, Member> members = new TreeMap<>();
    members.put(sighting.node().apart(), member(sighting, draft));
    return new Profile(
        members,
        withTraits ? own.traits : new TreeMap<>(),
        own.clickIds,
        own.consent,
        own.userAgent,
        own.aliases,
        own.refusals,
        false);
  }

  /**
   * Forgets the least recently seen members of a type that is listed too often, or those that make
   * the profile too large, so that a profile stays small whatever is sent under one identifier. The
   * node of a forgotten member still leads to this profile.
   *
   * @param kept members that stay in any case: those of the current event
   */
  public Profile bounded(Limits limits, Collection<NodeId> kept) {
    boolean isSmall = members.size() <= NEVER_TOO_MANY;
    if (isSmall || (members.size() <= MAX_LISTED && approximateBytes() <= MAX_BYTES)) {
      return this;
    }
    Set<NodeId> stay = new HashSet<>(kept);
    id().ifPresent(stay::add);
    int shared = 0;
    for (Map.Entry<NodeId, Member> member : mostRecentMembersFirst()) {
      boolean isShared = !member.getValue().others().isEmpty() && shared++ < MAX_SHARED;
      if (isShared || limits.applyTo(member.getValue().identifier())) {
        stay.add(member.getKey());
      }
    }
    int bytes = approximateBytes() - bytesOfMembers();
    for (NodeId node : stay) {
      bytes += members.containsKey(node) ? bytes(members.get(node)) : 0;
    }
    List<NodeId> forgotten = new ArrayList<>();
    Map<String, Integer> listed = new HashMap<>();
    for (Map.Entry<NodeId, Member> member : mostRecentMembersFirst()) {
      int ofType = listed.merge(member.getValue().identifier().type(), 1, Integer::sum);
      if (stay.contains(member.getKey())) {
        continue;
      }
      if (ofType > MAX_LISTED || bytes + bytes(member.getValue()) > MAX_BYTES) {
        forgotten.add(member.getKey());
      } else {
        bytes += bytes(member.getValue());
      }
    }
    if (forgotten.isEmpty()) {
      return this;
    }
    SortedMap<NodeId, Member> left = new TreeMap<>(members);
    left.keySet().removeAll(forgotten);
    boolean forgetsShared =
        forgotten.stream().anyMatch(node -> !requireNonNull(members.get(node)).others().isEmpty());
    return new Profile(
        left,
        traits,
        clickIds,
        consent,
        userAgent,
        aliases,
        refusals,
        forgotShared || forgetsShared);
  }

  private List<Map.Entry<NodeId, Member>> mostRecentMembersFirst() {
    return members.entrySet().stream().sorted(MOST_RECENT_FIRST).toList();
  }

  /** Roughly how many bytes it takes in state; each character of a text is counted as one byte. */
  public int approximateBytes() {
    int bytes = bytesOfMembers() + BYTES_OF_REFUSAL * refusals.at().size();
    bytes += 2 * NodeId.BYTES * aliases.size();
    for (var trait : traits.entrySet()) {
      bytes += bytes(trait.getKey(), trait.getValue());
    }
    for (var clickId : clickIds.entrySet()) {
      bytes += clickId.getKey().length() + 2 + clickId.getValue().approximateBytes();
    }
    for (var statement : consent.entrySet()) {
      bytes += BYTES_OF_REGISTER + statement.getKey().length();
      bytes += statement.getValue().source().length();
      String words = statement.getValue().words();
      bytes += words == null ? 0 : words.length();
    }
    return userAgent == null ? bytes : bytes + bytes("", userAgent);
  }

  private int bytesOfMembers() {
    int bytes = 0;
    for (Member member : members.values()) {
      bytes += bytes(member);
    }
    return bytes;
  }

  private static int bytes(Member member) {
    return BYTES_OF_NODE_AND_TIMES
        + Long.BYTES * member.others().size()
        + member.identifier().type().length()
        + member.identifier().value().length();
  }

  private static int bytes(String name, Register register) {
    return BYTES_OF_REGISTER + name.length() + register.value().length();
  }

  private Profile withMembers(SortedMap<NodeId, Member> others) {
    return new Profile(
        others, traits, clickIds, consent, userAgent, aliases, refusals, forgotShared);
  }

  private @Nullable Register newestUserAgent(Profile other) {
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

  private static SortedMap<String, ClickIdHistory> clickIds(Map<String, String> values, long at) {
    SortedMap<String, ClickIdHistory> clickIds = new TreeMap<>();
    values.forEach((name, value) -> clickIds.put(name, ClickIdHistory.of(value, at)));
    return clickIds;
  }

  private static Register register(String value, Draft draft) {
    return new Register(value, draft.occurredAt(), draft.messageId().hashCode());
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
