package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.Claim;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks what must hold when everything has come to rest. */
final class Rest {

  private final World world;
  private final Oracle oracle;
  private final Map<String, Integer> redriven;

  /**
   * @param redriven how often, by destination and message
   */
  Rest(World world, Map<String, Integer> redriven) {
    this.world = world;
    this.oracle = world.oracle;
    this.redriven = redriven;
  }

  static String key(int destination, Fact fact) {
    return destination + ":" + fact.messageId();
  }

  void check(List<Pipeline> pipelines) {
    everyCopyOfAnOrderIsPublishedUnderOneId();
    for (Pipeline pipeline : pipelines) {
      everyCopyHasOneFinalOutcome(pipeline.destination);
      whatWasReadBackIsAmongTheClaims(pipeline.destination);
      whatCanBeDeliveredIs(pipeline.destination);
      nothingWaits(pipeline);
      oracle.restatements().check(pipeline);
    }
    if (world.mix.windowsEnd()) {
      world.pass(10_000);
      for (Pipeline pipeline : pipelines) {
        if (pipeline.deliveries.stream().anyMatch(task -> !task.claims().isEmpty())) {
          oracle.breaks("P7 claims stay");
        }
      }
    }
  }

  private void everyCopyOfAnOrderIsPublishedUnderOneId() {
    Map<Integer, String> idOf = new HashMap<>();
    for (List<Canonical> topic : world.canonical) {
      for (Canonical entry : topic) {
        int truth = entry.fact().truth();
        if (entry.fact().isEvent && entry.fact().isOrder() && !oracle.wasWrittenLate(truth)) {
          String id = idOf.putIfAbsent(truth, entry.ref().eventId());
          if (id != null && !id.equals(entry.ref().eventId())) {
            oracle.breaks("P1 two ids for a claim in canonical");
          }
        }
      }
    }
  }

  private void everyCopyHasOneFinalOutcome(int destination) {
    Map<Fact, Set<Outcome>> outcomes = new HashMap<>();
    Map<Fact, Set<Outcome>> voidOnes = new HashMap<>();
    Set<Fact> onlyLogged = onlyLogged(destination);
    for (List<LogRecord> topic : world.log(Topic.DELIVERIES)) {
      for (int position = 0; position < topic.size(); position++) {
        if (topic.get(position) instanceof LogRecord.Settled settled
            && settled.isFinal()
            && !settled.isOnlyLogged()
            && settled.destination() == destination) {
          boolean isVoid = Oracle.isVoid(topic, position);
          if (!isVoid || settled.isDelivered()) {
            (isVoid ? voidOnes : outcomes)
                .computeIfAbsent(settled.fact(), unused -> EnumSet.noneOf(Outcome.class))
                .add(settled.past().outcome());
          }
        }
      }
    }
    for (Fact fact : published()) {
      Set<Outcome> found = outcomes.getOrDefault(fact, voidOnes.get(fact));
      if (found == null) {
        if (!onlyLogged.contains(fact)) {
          oracle.breaks("P5 no final outcome");
        }
      } else if (found.size() > 1 + redriven.getOrDefault(key(destination, fact), 0)
          && !world.mix.windowsEnd()
          && !world.plan.manyCopies().contains(fact.order)
          && !oracle.mayBeTwoClaims(fact)) {
        oracle.breaks("P5 two outcomes");
      }
    }
  }

  private Set<Fact> onlyLogged(int destination) {
    return world.log(Topic.DELIVERIES).stream()
        .flatMap(List::stream)
        .filter(entry -> entry.destination() == destination)
        .filter(LogRecord.Settled.class::isInstance)
        .map(LogRecord.Settled.class::cast)
        .filter(LogRecord.Settled::isOnlyLogged)
        .map(LogRecord.Settled::fact)
        .collect(Collectors.toSet());
  }

  /** Else a start would forget it that comes when deliveries are no longer read back so far. */
  private void whatWasReadBackIsAmongTheClaims(int destination) {
    Set<String> claims =
        world.log(Topic.CLAIMS).stream()
            .flatMap(List::stream)
            .filter(entry -> entry.destination() == destination)
            .filter(LogRecord.Settled.class::isInstance)
            .map(entry -> ((LogRecord.Settled) entry).past().claim())
            .collect(Collectors.toSet());
    for (List<LogRecord> topic : world.log(Topic.DELIVERIES)) {
      for (LogRecord entry : topic) {
        if (entry instanceof LogRecord.Settled settled
            && settled.destination() == destination
            && settled.isDelivered()
            && oracle.wasReadBack(settled)
            && !claims.contains(settled.past().claim())) {
          oracle.breaks("P11 delivered, read back, and not among the claims");
        }
      }
    }
  }

  private Set<Fact> published() {
    Set<Fact> published = new HashSet<>();
    for (List<Canonical> topic : world.canonical) {
      for (Canonical entry : topic) {
        if (entry.fact().isEvent && !entry.isRedriven()) {
          published.add(entry.fact());
        }
      }
    }
    return published;
  }

  private void whatCanBeDeliveredIs(int destination) {
    if (world.mix.windowsEnd() || world.modes[destination] == Mode.LOG) {
      return;
    }
    int[] people = world.people();
    Set<Integer> denying = new HashSet<>();
    Set<Integer> takingBack = new HashSet<>();
    for (Fact fact : world.plan.facts()) {
      if (fact.takesBack) {
        takingBack.add(people[fact.anchor]);
      }
      if (fact.said == ConsentState.DENIED) {
        denying.add(people[fact.anchor]);
      }
    }
    Set<Integer> due = new HashSet<>();
    Set<Integer> ofDeniers = new HashSet<>();
    for (Fact fact : world.plan.facts()) {
      if (!fact.isEvent || fact.isRefund() || world.plan.manyCopies().contains(fact.order)) {
        continue;
      }
      if (denying.contains(people[fact.anchor])) {
        ofDeniers.add(fact.truth());
      } else if (isPermitted(fact)
          && isUsable(fact, destination)
          && !takingBack.contains(people[fact.anchor])) {
        due.add(fact.truth());
      }
    }
    due.removeAll(ofDeniers);
    if (world.keptWhatItLogged[destination]) {
      onlyLogged(destination).forEach(fact -> due.remove(fact.truth()));
    }
    for (int truth : due) {
      boolean isRecorded = isRecorded(destination, truth);
      if (!oracle.isApplied(destination, truth) && !oracle.isMaybeDelivered(destination, truth)) {
        oracle.breaks("P3 never delivered");
      } else if (!isRecorded) {
        oracle.breaks("P3 delivered, and not recorded");
      }
    }
  }

  private boolean isPermitted(Fact fact) {
    return fact.said == ConsentState.GRANTED || world.mix.grantedWhenUnknown();
  }

  private boolean isUsable(Fact fact, int destination) {
    return fact.isUsableAt(destination)
        || (redriven.containsKey(key(destination, fact)) && world.isUsable(fact, destination));
  }

  private boolean isRecorded(int destination, int truth) {
    return Stream.of(Topic.values())
        .flatMap(topic -> world.log(topic).stream())
        .flatMap(List::stream)
        .anyMatch(
            entry ->
                entry instanceof LogRecord.Settled settled
                    && settled.destination() == destination
                    && settled.truth() == truth
                    && (settled.isDelivered() || settled.isMaybe()));
  }

  private void nothingWaits(Pipeline pipeline) {
    for (DeliveryTask task : pipeline.deliveries) {
      for (Claim claim : task.claims().values()) {
        if (claim.isOpen()) {
          oracle.breaks("P6 waits for ever");
        }
        for (Claim part : claim.parts()) {
          if (part.copies().size() > Claim.MOST_COPIES
              || part.profiles().size() > Claim.MOST_PROFILES) {
            oracle.breaks("P7 a claim grows");
          }
        }
      }
    }
  }
}
