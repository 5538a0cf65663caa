package io.tracklayer.job.identity.profile;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.state.Binary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person. Every field merges by a commutative, associative, idempotent rule,
 * so merging twice or in another order gives the same profile, except for the time of a click whose
 * id was forgotten and came back, see {@link ClickIdHistory}. Immutable.
 *
 * <p>{@link #bounded} is applied after merging. It never forgets a denial or another statement of
 * consent, that a member counts against a limit, that a device is shared, or the member that gives
 * the profile its id.
 */
public final class Profile {

  /** The most members of one type, unless a limit sets a smaller number. */
  static final int MAX_LISTED = 100;

  /**
   * How many of them stay listed when there are more. Many have to give way at once, so that most
   * events of another device find room, and one hint tells of many.
   */
  static final int LEFT_OF_MANY = 75;

  /**
   * The most bytes of a profile in state, so that a message of the loop has room for it and the
   * largest event.
   */
  public static final int MAX_BYTES = 28 * 1024;

  /**
   * The most bytes of statements of consent with their words, where room is short. There are at
   * most {@link ConsentConfig#MAX_PURPOSES} that count, and those of purposes that were renamed.
   */
  private static final int MAX_BYTES_OF_STATEMENTS = 6 * 1024;

  /** The most members listed before others because others were seen with them. */
  private static final int MAX_SHARED = 32;

  private static final int BYTES_OF_MEMBER = NodeId.BYTES + 3 * Long.BYTES + 2;
  private static final int BYTES_OF_REGISTER = Long.BYTES + Integer.BYTES;
  private static final int BYTES_OF_REFUSAL = NodeId.BYTES + Long.BYTES;
  private static final int BYTES_OF_COUNTS = 24;

  private static final Comparator<Map.Entry<NodeId, Member>> MOST_RECENT_FIRST =
      Comparator.comparingLong((Map.Entry<NodeId, Member> e) -> e.getValue().lastSeen())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private static final Comparator<Map.Entry<String, ConsentRegister>> OLDEST_STATEMENT_FIRST =
      Comparator.comparingLong((Map.Entry<String, ConsentRegister> e) -> e.getValue().at())
          .thenComparing(Map.Entry::getKey);

  public static final Profile EMPTY =
      new Profile(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          null,
          Aliases.NONE,
          Refusals.NONE,
          false);

  private static final NodeId FIRST_DEVICE = NodeId.firstOf(Identifier.RANK_OF_DEVICES);
  private static final NodeId BEHIND_DEVICES = NodeId.firstOf(Identifier.RANK_OF_DEVICES + 1);

  private static final int UNKNOWN = -1;

  private final SortedMap<NodeId, Member> members;
  private final SortedMap<NodeId, Unlisted> unlisted;
  private final SortedMap<String, Register> traits;
  private final SortedMap<String, ClickIdHistory> clickIds;
  private final SortedMap<String, ConsentRegister> consent;
  private final @Nullable Register userAgent;
  private final Aliases aliases;
  private final Refusals refusals;
  private final boolean forgotShared;

  /** These three follow from the rest, of which there may be much, and are asked for each event. */
  private int bytesOfMembers = UNKNOWN;

  private int bytesBesideMembers = UNKNOWN;
  private @Nullable NodeId id;

  /**
   * @param members by node
   * @param unlisted members that there was no room to list, but which count against a limit or were
   *     seen with others; none of {@code members}
   * @param userAgent the newest one
   * @param forgotShared whether there was no room even to remember which devices are shared: then
   *     every device that is not listed is, and every one that is listed from then on
   */
  public Profile(
      SortedMap<NodeId, Member> members,
      SortedMap<NodeId, Unlisted> unlisted,
      SortedMap<String, Register> traits,
      SortedMap<String, ClickIdHistory> clickIds,
      SortedMap<String, ConsentRegister> consent,
      @Nullable Register userAgent,
      Aliases aliases,
      Refusals refusals,
      boolean forgotShared) {
    this.members = members;
    this.unlisted = unlisted;
    this.traits = traits;
    this.clickIds = clickIds;
    this.consent = consent;
    this.userAgent = userAgent;
    this.aliases = aliases;
    this.refusals = refusals;
    this.forgotShared = forgotShared;
  }

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
        new TreeMap<>(),
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
   *
   * @param messageId of the event that unites them
   */
  public Profile unite(Profile other, String messageId) {
    return merge(other, (one, two) -> ConsentRegister.ofUnion(one, two, messageId));
  }

  /**
   * Makes denials as new as everything that was received before the event that has just united two
   * known profiles: whatever either granted until then, the person has to state it anew. The time
   * is when the members were last seen, not when they last granted, since one grant less must not
   * make a denial older.
   *
   * @param receivedAt when that event was received; its own statement is still to come
   * @param messageId of that event
   */
  public Profile denyingAnew(long receivedAt, String messageId) {
    if (denied().isEmpty()) {
      return this;
    }
    long seen = receivedAt - 1;
    for (Member member : members.values()) {
      seen = member.lastSeen() == receivedAt ? seen : Math.max(seen, member.lastSeen());
    }
    SortedMap<String, ConsentRegister> anew = new TreeMap<>(consent);
    long until = seen;
    anew.replaceAll((purpose, register) -> register.deniedAnew(until, messageId));
    return new Profile(
        members, unlisted, traits, clickIds, anew, userAgent, aliases, refusals, forgotShared);
  }

  public Profile merge(Profile other) {
    return merge(other, ConsentRegister::newest);
  }

  private Profile merge(Profile other, BinaryOperator<ConsentRegister> consentRule) {
    boolean allAreListed =
        unlisted.isEmpty() && other.unlisted.isEmpty() && !forgotShared && !other.forgotShared;
    SortedMap<NodeId, Member> all = merged(members, other.members, Member::merge);
    Profile both =
        new Profile(
            allAreListed ? all : remembering(all, other),
            allAreListed ? unlisted : unlistedOfBoth(all.keySet(), other),
            merged(traits, other.traits, Register::newest),
            merged(clickIds, other.clickIds, ClickIdHistory::merge),
            merged(consent, other.consent, consentRule),
            newestUserAgent(other),
            aliases.merge(other.aliases),
            refusals.merge(other.refusals),
            forgotShared || other.forgotShared);
    both.remember(this, other.members.keySet());
    return both;
  }

  /**
   * Spares a look at all members after each event.
   *
   * @param before a profile without members that this one does not have
   * @param changed all members that are not as they were there
   */
  private void remember(Profile before, Set<NodeId> changed) {
    int bytes = before.bytesOfMembers();
    NodeId first = before.id().orElse(null);
    for (NodeId node : changed) {
      Member known = before.members.get(node);
      bytes += bytes(memberAt(node)) - (known == null ? 0 : bytes(known));
      first = first == null || isBefore(node, first) ? node : first;
    }
    bytesOfMembers = bytes;
    id = first;
  }

  private Member memberAt(NodeId node) {
    return requireNonNull(members.get(node));
  }

  /** A member that either of the two had no room for may have been seen with others there. */
  private SortedMap<NodeId, Member> remembering(SortedMap<NodeId, Member> all, Profile other) {
    SortedMap<NodeId, Member> marked = new TreeMap<>(all);
    marked.replaceAll(
        (node, member) -> {
          boolean isDevice = member.identifier().isDevice();
          return forgotOthersOf(node, isDevice) || other.forgotOthersOf(node, isDevice)
              ? member.forgettingOthers()
              : member;
        });
    return marked;
  }

  private SortedMap<NodeId, Unlisted> unlistedOfBoth(Set<NodeId> listed, Profile other) {
    SortedMap<NodeId, Unlisted> both = merged(unlisted, other.unlisted, Unlisted::merge);
    SortedMap<NodeId, Unlisted> left = without(listed, both);
    if (!forgotShared && !other.forgotShared) {
      return left;
    }
    SortedMap<NodeId, Unlisted> marked = new TreeMap<>(left);
    marked.replaceAll(
        (node, member) ->
            new Unlisted(
                member.type(),
                member.isShared()
                    || forgotOthersOf(node, member.isDevice())
                    || other.forgotOthersOf(node, member.isDevice())));
    return marked;
  }

  /** Whether an identifier that is not listed here is nobody's, as far as is remembered. */
  private boolean forgotOthersOf(NodeId node, boolean isDevice) {
    if (members.containsKey(node)) {
      return false;
    }
    Unlisted known = unlisted.get(node);
    return known == null ? forgotShared && isDevice : known.isShared();
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
        both.unlisted,
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

  /** Whether there was no room for all that is worth more than a device. */
  public boolean isFull() {
    return !unlisted.isEmpty() || forgotShared;
  }

  /** Whether it is known here to be of this profile. */
  public boolean lists(NodeId node) {
    return members.containsKey(node) || unlisted.containsKey(node);
  }

  /** All that {@link #lists} knows. */
  public Set<NodeId> nodes() {
    if (unlisted.isEmpty()) {
      return members.keySet();
    }
    Set<NodeId> nodes = new TreeSet<>(members.keySet());
    nodes.addAll(unlisted.keySet());
    return nodes;
  }

  /**
   * The id of the member with the smallest (first seen, node id): the older profile's id survives a
   * merge. Empty for a profile without members.
   */
  public Optional<NodeId> id() {
    if (id == null && !members.isEmpty()) {
      Map.@Nullable Entry<NodeId, Member> first = null;
      for (Map.Entry<NodeId, Member> member : members.entrySet()) {
        boolean isEarlier =
            first == null || member.getValue().firstSeen() < first.getValue().firstSeen();
        first = isEarlier ? member : first;
      }
      id = requireNonNull(first).getKey();
    }
    return Optional.ofNullable(id);
  }

  /** The {@link #id} as it is written everywhere outside the forest. */
  public Optional<String> profileId() {
    return id().map(NodeId::hex);
  }

  private boolean isBefore(NodeId one, NodeId other) {
    int order = Long.compare(memberAt(one).firstSeen(), memberAt(other).firstSeen());
    return order < 0 || (order == 0 && one.compareTo(other) < 0);
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
        EMPTY.unlisted,
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
    unlisted.forEach(
        (node, member) -> {
          if (limits.applyTo(member.type())) {
            counted.put(node, member.type());
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
        : new Profile(
            members, unlisted, traits, clickIds, consent, userAgent, aliases, more, forgotShared);
  }

  /**
   * Forgets which devices were refused. What united two profiles other than a device may have ended
   * the reason, and a device that is still refused is asked for once more.
   */
  public Profile refusingNoDevices() {
    Refusals left = refusals.withoutDevices();
    return left.equals(refusals)
        ? this
        : new Profile(
            members, unlisted, traits, clickIds, consent, userAgent, aliases, left, forgotShared);
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
    return member == null
        ? forgotOthersOf(sighting.node(), identifier.isDevice())
        : isShared(member);
  }

  private boolean isShared(Member member) {
    if (member.forgotOthers()) {
      return true;
    }
    int fewest = member.identifier().isDevice() ? 1 : Limits.MOST_USERS_OF_AN_ADDRESS;
    return member.others().size() >= fewest && strangers(member) >= fewest;
  }

  /** Whether one of its members is an address that is nobody's, and so is told to nobody. */
  public boolean isMadeUp(Member member) {
    return member.identifier().isAddress()
        && (isShared(member) || id().filter(NodeId::isApart).isPresent());
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
    nodes().forEach(node -> own.add(node.high()));
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
      Member again = Member.seen(sighting, receivedAt);
      boolean forgotOthers = forgotOthersOf(sighting.node(), sighting.identifier().isDevice());
      member = forgotOthers ? again.forgettingOthers() : again;
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
        new TreeMap<>(),
        withTraits ? own.traits : new TreeMap<>(),
        own.clickIds,
        own.consent,
        own.userAgent,
        own.aliases,
        own.refusals,
        false);
  }

  /**
   * As much of it as a profile has room for, so that it stays small whatever is sent under one
   * identifier. Forgotten are, as far as is needed and in this order:
   *
   * <ol>
   *   <li>the words of the oldest statements of consent, if they fill the profile; what was stated
   *       is remembered
   *   <li>devices, those seen longest ago first; each still leads here by its own node
   *   <li>who else was seen with a member; that it is shared, is remembered
   *   <li>the values of members that count against a limit; that they count, is remembered
   *   <li>former values of click ids, then the click ids seen longest ago
   *   <li>the event's own identifiers
   * </ol>
   *
   * @param own of the event at hand
   */
  public Profile bounded(Limits limits, Set<NodeId> own) {
    Set<String> crowded = crowdedTypes();
    return crowded.isEmpty() && unlisted.isEmpty() && bytes() <= MAX_BYTES
        ? this
        : withShortStatements().choosing(crowded, limits, own);
  }

  private Profile withShortStatements() {
    int excess = -MAX_BYTES_OF_STATEMENTS;
    for (var statement : consent.entrySet()) {
      excess += bytes(statement.getKey(), statement.getValue());
    }
    if (excess <= 0) {
      return this;
    }
    SortedMap<String, ConsentRegister> left = new TreeMap<>(consent);
    for (var statement : consent.entrySet().stream().sorted(OLDEST_STATEMENT_FIRST).toList()) {
      if (excess > 0) {
        ConsentRegister told = statement.getValue();
        ConsentRegister terse = told.withoutWords();
        excess -= bytes("", told) - bytes("", terse);
        left.put(statement.getKey(), terse);
      }
    }
    return new Profile(
        members, unlisted, traits, clickIds, left, userAgent, aliases, refusals, forgotShared);
  }

  /** Types of which there are more members than a profile lists. */
  private Set<String> crowdedTypes() {
    int devices = members.size() - otherThanDevices().size();
    if (devices <= MAX_LISTED && members.size() - devices <= MAX_LISTED) {
      return Set.of();
    }
    Set<String> crowded = new HashSet<>();
    Map<String, Integer> ofType = new HashMap<>();
    for (Member member : members.values()) {
      String type = member.identifier().type();
      if (ofType.merge(type, 1, Integer::sum) > MAX_LISTED) {
        crowded.add(type);
      }
    }
    return crowded;
  }

  private Profile choosing(Set<String> crowded, Limits limits, Set<NodeId> own) {
    List<Map.Entry<NodeId, Member>> byWorth = byWorth(crowded, limits, own);
    int room = MAX_BYTES - bytesUnlessListed(limits);
    int wanted = 0;
    for (Map.Entry<NodeId, Member> member : byWorth) {
      boolean isOwn = own.contains(member.getKey()) || member.equals(byWorth.get(0));
      wanted += isOwn ? bytesOfListing(member.getValue(), limits) : 0;
    }
    SortedMap<String, ClickIdHistory> clicks =
        wanted > room ? newest(clickIds, wanted - room) : clickIds;
    room += bytesOf(clickIds) - bytesOf(clicks);
    SortedMap<NodeId, Member> listed = new TreeMap<>();
    for (Map.Entry<NodeId, Member> member : byWorth) {
      int bytes = bytesOfListing(member.getValue(), limits);
      if (listed.isEmpty() || bytes <= room) {
        room -= bytes;
        listed.put(member.getKey(), member.getValue());
      }
    }
    return listing(listed, clicks, limits);
  }

  /** The one that gives the profile its id first. */
  private List<Map.Entry<NodeId, Member>> byWorth(
      Set<String> crowded, Limits limits, Set<NodeId> own) {
    List<Map.Entry<NodeId, Member>> first = new ArrayList<>();
    List<Map.Entry<NodeId, Member>> counted = new ArrayList<>();
    List<Map.Entry<NodeId, Member>> shared = new ArrayList<>();
    List<Map.Entry<NodeId, Member>> others = new ArrayList<>();
    Map<String, Integer> ofType = new HashMap<>();
    NodeId id = id().orElse(null);
    for (Map.Entry<NodeId, Member> entry :
        members.entrySet().stream().sorted(MOST_RECENT_FIRST).toList()) {
      Member member = entry.getValue();
      String type = member.identifier().type();
      int place = ofType.merge(type, 1, Integer::sum);
      if (entry.getKey().equals(id)) {
        first.add(0, entry);
      } else if (own.contains(entry.getKey())) {
        first.add(entry);
      } else if (limits.applyTo(member.identifier())) {
        counted.add(entry);
      } else if (member.wasSeenWithOthers() && shared.size() < MAX_SHARED) {
        shared.add(entry);
      } else if (place <= LEFT_OF_MANY || !crowded.contains(type)) {
        others.add(entry);
      }
    }
    first.addAll(counted);
    first.addAll(shared);
    first.addAll(others);
    return first;
  }

  private Profile listing(
      SortedMap<NodeId, Member> listed, SortedMap<String, ClickIdHistory> clicks, Limits limits) {
    SortedMap<NodeId, Unlisted> counted = new TreeMap<>();
    SortedMap<NodeId, Unlisted> marked = new TreeMap<>();
    unlistedBeside(listed.keySet(), limits)
        .forEach(
            (node, member) -> (limits.applyTo(member.type()) ? counted : marked).put(node, member));
    boolean forgetsShared = forgotShared || marked.size() > limits.mostMarks();
    if (!forgetsShared) {
      counted.putAll(marked);
    }
    return new Profile(
        listed, counted, traits, clicks, consent, userAgent, aliases, refusals, forgetsShared);
  }

  /** A device that others were seen on is nobody's, also if they are this person by now. */
  private SortedMap<NodeId, Unlisted> unlistedBeside(Set<NodeId> listed, Limits limits) {
    SortedMap<NodeId, Unlisted> all = new TreeMap<>(unlisted);
    members.forEach(
        (node, member) -> {
          boolean matters = member.wasSeenWithOthers() || limits.applyTo(member.identifier());
          if (matters && !listed.contains(node)) {
            boolean isNobodys =
                member.identifier().isDevice() ? member.wasSeenWithOthers() : isShared(member);
            all.put(node, new Unlisted(member.identifier().type(), isNobodys));
          }
        });
    return all;
  }

  /** First without values that no longer count, then without those seen longest ago. */
  private static SortedMap<String, ClickIdHistory> newest(
      SortedMap<String, ClickIdHistory> all, int bytesTooMany) {
    SortedMap<String, ClickIdHistory> left = new TreeMap<>();
    int excess = bytesTooMany;
    for (Map.Entry<String, ClickIdHistory> clickId : all.entrySet()) {
      ClickIdHistory newest = clickId.getValue().onlyNewest();
      excess -= clickId.getValue().bytes() - newest.bytes();
      left.put(clickId.getKey(), newest);
    }
    while (excess > 0 && !left.isEmpty()) {
      String oldest =
          left.entrySet().stream()
              .min(Comparator.comparingLong(one -> one.getValue().newest().getValue().last()))
              .orElseThrow()
              .getKey();
      excess -= bytes(oldest, requireNonNull(left.remove(oldest)));
    }
    return left;
  }

  /** What it takes in state, at most. */
  public int bytes() {
    int bytes = bytesBesideMembers() + bytesOfMembers();
    for (Unlisted member : unlisted.values()) {
      bytes += bytesOfUnlisted(member.type());
    }
    return bytes;
  }

  private int bytesOfMembers() {
    if (bytesOfMembers == UNKNOWN) {
      int bytes = 0;
      for (Member member : members.values()) {
        bytes += bytes(member);
      }
      bytesOfMembers = bytes;
    }
    return bytesOfMembers;
  }

  private int bytesBesideMembers() {
    if (bytesBesideMembers == UNKNOWN) {
      bytesBesideMembers = countBytesBesideMembers();
    }
    return bytesBesideMembers;
  }

  private int countBytesBesideMembers() {
    int bytes = BYTES_OF_COUNTS + BYTES_OF_REFUSAL * refusals.at().size();
    bytes += 2 * NodeId.BYTES * aliases.size();
    bytes += bytesOf(clickIds);
    for (var trait : traits.entrySet()) {
      bytes += bytes(trait.getKey(), trait.getValue());
    }
    for (var statement : consent.entrySet()) {
      bytes += bytes(statement.getKey(), statement.getValue());
    }
    return userAgent == null ? bytes : bytes + bytes("", userAgent);
  }

  /** What it takes if no member is listed. */
  private int bytesUnlessListed(Limits limits) {
    int bytes = bytesBesideMembers();
    int marks = 0;
    for (Unlisted member : unlistedBeside(Set.of(), limits).values()) {
      if (limits.applyTo(member.type()) || marks++ < limits.mostMarks()) {
        bytes += bytesOfUnlisted(member.type());
      }
    }
    return bytes;
  }

  /** What it takes to list a member, more than if it were only remembered to count. */
  private static int bytesOfListing(Member member, Limits limits) {
    Identifier identifier = member.identifier();
    return bytes(member) - (limits.applyTo(identifier) ? bytesOfUnlisted(identifier.type()) : 0);
  }

  private static int bytesOfUnlisted(String type) {
    return NodeId.BYTES + 1 + bytesOfType(type);
  }

  private static int bytes(Member member) {
    return BYTES_OF_MEMBER
        + Long.BYTES * member.others().size()
        + bytesOfType(member.identifier().type())
        + Binary.bytesOfText(member.identifier().value());
  }

  /** As {@link ProfileCodec} writes it. */
  private static int bytesOfType(String type) {
    return 1 + (Identifier.isExternalType(type) ? Binary.bytesOfText(type) : 0);
  }

  private static int bytesOf(SortedMap<String, ClickIdHistory> clickIds) {
    int bytes = 0;
    for (var clickId : clickIds.entrySet()) {
      bytes += bytes(clickId.getKey(), clickId.getValue());
    }
    return bytes;
  }

  private static int bytes(String name, ClickIdHistory history) {
    return 1 + Binary.bytesOfText(name) + history.bytes();
  }

  private static int bytes(String purpose, ConsentRegister statement) {
    return Long.BYTES
        + Binary.bytesOfText(purpose)
        + Binary.bytesOfText(statement.state().name())
        + Binary.bytesOfText(statement.source())
        + Binary.bytesOfText(statement.words())
        + Binary.bytesOfText(statement.unitedBy());
  }

  private static int bytes(String name, Register register) {
    return BYTES_OF_REGISTER + Binary.bytesOfText(name) + Binary.bytesOfText(register.value());
  }

  private Profile withMembers(SortedMap<NodeId, Member> others) {
    return new Profile(
        others,
        without(others.keySet(), unlisted),
        traits,
        clickIds,
        consent,
        userAgent,
        aliases,
        refusals,
        forgotShared);
  }

  private static SortedMap<NodeId, Unlisted> without(
      Set<NodeId> listed, SortedMap<NodeId, Unlisted> unlisted) {
    if (unlisted.isEmpty()) {
      return unlisted;
    }
    SortedMap<NodeId, Unlisted> left = new TreeMap<>(unlisted);
    left.keySet().removeAll(listed);
    return left;
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

  public SortedMap<NodeId, Member> members() {
    return members;
  }

  /** The members that are devices, without a look at others: nodes are sorted by rank. */
  public Collection<Member> devices() {
    return members.subMap(FIRST_DEVICE, BEHIND_DEVICES).values();
  }

  /** The members that are not, without a look at a hundred devices. */
  public List<Member> otherThanDevices() {
    List<Member> others = new ArrayList<>(members.headMap(FIRST_DEVICE).values());
    others.addAll(members.tailMap(BEHIND_DEVICES).values());
    return others;
  }

  public SortedMap<NodeId, Unlisted> unlisted() {
    return unlisted;
  }

  public SortedMap<String, Register> traits() {
    return traits;
  }

  public SortedMap<String, ClickIdHistory> clickIds() {
    return clickIds;
  }

  public SortedMap<String, ConsentRegister> consent() {
    return consent;
  }

  public @Nullable Register userAgent() {
    return userAgent;
  }

  public Aliases aliases() {
    return aliases;
  }

  public Refusals refusals() {
    return refusals;
  }

  public boolean forgotShared() {
    return forgotShared;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Profile profile
        && members.equals(profile.members)
        && unlisted.equals(profile.unlisted)
        && traits.equals(profile.traits)
        && clickIds.equals(profile.clickIds)
        && consent.equals(profile.consent)
        && Objects.equals(userAgent, profile.userAgent)
        && aliases.equals(profile.aliases)
        && refusals.equals(profile.refusals)
        && forgotShared == profile.forgotShared;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        members, unlisted, traits, clickIds, consent, userAgent, aliases, refusals, forgotShared);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Profile[" + profileId().orElse("-") + ", " + members.size() + " members]";
  }
}
