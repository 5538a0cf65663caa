package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.identity.IdentityChange.ChangeType;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two sides may become one. A limit refuses them whatever identifier brings them together.
 * A device alone is no evidence that two addresses are one person's, but another identifier may be,
 * or a statement of the source.
 *
 * @param exceeded the type of identifier of which there would be too many, or {@link
 *     IdentityChange#ADDRESS}; none for a union that is made
 */
record Union(@Nullable String exceeded) {

  static Union of(Standing one, Standing other, Walk walk, Limits limits) {
    boolean isStated = walk.event().explicitLink();
    Standing union = isStated ? one.withStated(other) : one.with(other);
    String exceeded = limits.exceededBy(union, one, other).orElse(null);
    boolean isByDevice = !isStated && walk.next().identifier().isDevice();
    return exceeded == null && isByDevice && one.hasOtherAddressesThan(other)
        ? new Union(IdentityChange.ADDRESS)
        : new Union(exceeded);
  }

  boolean isRefused() {
    return exceeded != null;
  }

  /** Whether the two stay apart whichever of their identifiers an event brings together. */
  boolean isRefusedByALimit() {
    return exceeded != null && !exceeded.equals(IdentityChange.ADDRESS);
  }

  /**
   * @param home the profile that the event goes on with
   * @param other the profile that stays apart; none if the identifier was new
   */
  IdentityChange conflict(Walk walk, NodeId home, @Nullable NodeId other) {
    return change(
        ChangeType.CONFLICT,
        walk,
        home,
        ids(home, other),
        walk.next().identifier().type(),
        exceeded);
  }

  /**
   * @param home the home profile's id before
   * @param other the other profile's id before
   * @param nextIsKnown whether the identifier handled now had been seen before
   */
  static IdentityChange made(
      Walk walk, NodeId home, NodeId other, NodeId after, boolean nextIsKnown) {
    if (!nextIsKnown) {
      return linked(walk, home, after);
    }
    String type = walk.next().identifier().type();
    if (walk.homeIsNew()) {
      String anchor = walk.event().identifiers().get(0).identifier().type();
      return change(ChangeType.LINK, walk, after, ids(other, null), anchor, null);
    }
    return change(ChangeType.MERGE, walk, after, ids(home, other), type, null);
  }

  /** The identifier handled now had not been seen before. */
  static IdentityChange linked(Walk walk, NodeId before, NodeId after) {
    String type = walk.next().identifier().type();
    return change(ChangeType.LINK, walk, after, ids(before, null), type, null);
  }

  /**
   * An event that arrived late showed that a member is older than any other, which renames the
   * profile.
   */
  static IdentityChange renamed(Walk walk, NodeId before, NodeId after) {
    return change(ChangeType.MERGE, walk, after, ids(before, null), null, null);
  }

  private static List<String> ids(NodeId one, @Nullable NodeId other) {
    return Stream.of(one, other)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .map(NodeId::hex)
        .toList();
  }

  private static IdentityChange change(
      ChangeType change,
      Walk walk,
      NodeId profile,
      List<String> before,
      @Nullable String type,
      @Nullable String limit) {
    return new IdentityChange(
        IdentityChange.SCHEMA, change, profile.hex(), before, type, limit, trigger(walk.event()));
  }

  /** So many people were seen with an identifier that it is nobody's. */
  static IdentityChange junk(Sighting identifier, NodeId profile, IdentityChange.Trigger trigger) {
    return new IdentityChange(
        IdentityChange.SCHEMA,
        ChangeType.JUNK,
        profile.hex(),
        ids(profile, null),
        identifier.identifier().type(),
        null,
        trigger);
  }

  static IdentityChange.Trigger trigger(Draft event) {
    return new IdentityChange.Trigger(
        event.account(),
        event.environment(),
        event.messageId(),
        event.eventId(),
        Instant.ofEpochMilli(event.receivedAt()));
  }
}
