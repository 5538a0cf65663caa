package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange.Trigger;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Accept;
import io.tracklayer.job.identity.protocol.Message.Adopted;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Reject;
import io.tracklayer.job.identity.protocol.Message.Return;
import io.tracklayer.job.identity.protocol.Message.Seen;
import io.tracklayer.job.identity.protocol.Message.Side;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.intake.draft.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Messages for tests: any number of random ones of every kind. */
public final class Messages {

  private static final List<MessageType> KINDS = List.of(MessageType.values());
  private static final List<IdentityState> STATES = List.of(IdentityState.values());
  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 5, "phone", 5));

  private Messages() {}

  public static Message random(Random random) {
    return of(KINDS.get(random.nextInt(KINDS.size())), random);
  }

  public static Message of(MessageType kind, Random random) {
    return switch (kind) {
      case JOIN ->
          new Join(
              node(random),
              walk(random),
              random.nextBoolean() ? side(random) : null,
              random.nextBoolean());
      case PROPOSE ->
          new Propose(
              node(random),
              node(random),
              random.nextLong(),
              profile(random),
              walk(random),
              random.nextBoolean(),
              random.nextBoolean());
      case ACCEPT -> new Accept(node(random), node(random), random.nextLong());
      case REJECT ->
          new Reject(
              node(random),
              node(random),
              random.nextLong(),
              random.nextBoolean() ? node(random) : null,
              random.nextLong());
      case HINT -> new Hint(node(random), node(random), nodes(random));
      case SEEN -> seen(random);
      case ADOPTED -> new Adopted(node(random), walk(random));
      case RETURN -> new Return(node(random), resolved(random));
    };
  }

  private static Walk walk(Random random) {
    SortedSet<NodeId> refused = nodes(random);
    return new Walk(
        Drafts.random(random),
        node(random),
        nodes(random),
        random.nextInt(4),
        refused,
        new TreeSet<>(refused.headSet(node(random))),
        new Findings(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
        random.nextBoolean() ? node(random) : null,
        random.nextInt(200));
  }

  private static Seen seen(Random random) {
    Identifier identifier = new Identifier("anonymous_id", "d" + random.nextInt(9));
    return new Seen(
        new Sighting(node(random), identifier),
        node(random),
        node(random),
        new Trigger("acct", "production", "m1", "e1", Instant.ofEpochMilli(random.nextInt(9))));
  }

  private static Resolved resolved(Random random) {
    Walk walk = walk(random);
    return new Resolved(
        walk.event(),
        profile(random),
        STATES.get(random.nextInt(STATES.size())),
        walk.refused(),
        random.nextBoolean(),
        walk.hops());
  }

  private static Side side(Random random) {
    return new Side(
        node(random),
        node(random),
        profile(random).standing(LIMITS),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private static Profile profile(Random random) {
    Profile first = Profile.of(Drafts.random(random));
    Profile second = Profile.of(Drafts.random(random));
    return first
        .mergeStated(second, LIMITS)
        .refusing(Set.of(node(random)), random.nextInt(9), LIMITS);
  }

  private static SortedSet<NodeId> nodes(Random random) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      nodes.add(node(random));
    }
    return nodes;
  }

  private static NodeId node(Random random) {
    return new NodeId(random.nextLong(), random.nextLong());
  }
}
