package io.tracklayer.local.bench;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Identity without any of its guarantees, to compare with: a union-find in the memory of one
 * thread. What it knows is lost with the process, cannot be larger than its memory, and does not
 * spread over machines; nothing keeps strangers apart, a message id is remembered for ever, and no
 * link, merge or denial is told to anyone. Profiles are those of the product. Not thread-safe.
 */
final class PeopleInMemory {

  private final Limits limits;
  private final Set<String> seen = new HashSet<>();
  private final Map<NodeId, Person> people = new HashMap<>();

  PeopleInMemory(Limits limits) {
    this.limits = limits;
  }

  private static final class Person {

    private @Nullable Person mergedInto;
    private Profile profile;

    private Person(Profile profile) {
      this.profile = profile;
    }

    private Person whoItIsNow() {
      Person now = this;
      while (now.mergedInto != null) {
        now = now.mergedInto;
      }
      for (Person on = this; on.mergedInto != null; ) {
        Person next = on.mergedInto;
        on.mergedInto = now;
        on = next;
      }
      return now;
    }
  }

  /** Empty for an event that was seen before. */
  Optional<Resolved> resolve(Draft event) {
    if (!seen.add(event.messageId())) {
      return Optional.empty();
    }
    Set<Person> known = new LinkedHashSet<>();
    Set<NodeId> nodes = new HashSet<>();
    boolean bringsNew = false;
    for (Sighting sighting : event.identifiers()) {
      nodes.add(sighting.node());
      Person person = people.get(sighting.node());
      bringsNew |= person == null;
      if (person != null) {
        known.add(person.whoItIsNow());
      }
    }
    Profile profile = Profile.of(event);
    for (Person person : known) {
      profile = person.profile.merge(profile);
    }
    profile = profile.bounded(limits, nodes);
    if (!nodes.isEmpty()) {
      Person one = known.isEmpty() ? new Person(profile) : known.iterator().next();
      one.profile = profile;
      for (Person other : known) {
        if (other != one) {
          other.mergedInto = one;
          other.profile = Profile.EMPTY;
        }
      }
      nodes.forEach(node -> people.putIfAbsent(node, one));
    }
    IdentityState state = state(nodes.isEmpty(), known.size(), bringsNew);
    return Optional.of(new Resolved(event, profile, state, new TreeSet<>(), false, 0));
  }

  private static IdentityState state(boolean isNobody, int known, boolean bringsNew) {
    if (isNobody) {
      return IdentityState.NONE;
    }
    if (known == 0) {
      return IdentityState.CREATED;
    }
    return known > 1 || bringsNew ? IdentityState.MERGED : IdentityState.RECOGNISED;
  }
}
