package io.tracklayer.job.delivery.simulation;

import static java.util.stream.Collectors.toSet;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Restatement;
import io.tracklayer.job.delivery.claim.Effect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Watches the values at which orders are stated. What a refund must come to is worked out from what
 * was told and what is in the log, not from any state.
 */
final class Restatements {

  private final World world;
  private final Oracle oracle;
  private Vendor vendor;
  private final Set<Integer> withdrawers;
  private final int[] people;
  private final Map<String, Stated> ofRefund = new HashMap<>();
  private final Map<String, Stated> ofOrder = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> ofSeveralSenders = new HashSet<>();

  /** The value at which an order was stated in a request. */
  private record Stated(Pipeline pipeline, int value) {}

  Restatements(World world, Oracle oracle) {
    this.world = world;
    this.oracle = oracle;
    people = world.people();
    withdrawers =
        world.plan.facts().stream()
            .filter(fact -> fact.said == ConsentState.DENIED || fact.takesBack)
            .map(fact -> people[fact.anchor])
            .collect(toSet());
  }

  void watch(Vendor watched) {
    vendor = watched;
  }

  private static String key(int destination, int number) {
    return destination + ":" + number;
  }

  private List<Fact> refundsOf(int order) {
    return world.plan.facts().stream()
        .filter(fact -> fact.refundedOrder == order && fact.currency.equals("EUR"))
        .toList();
  }

  /** Whether a refund of the order was refused, or may be by what somebody withdraws. */
  private boolean mayBeRefused(int destination, int order) {
    return refused.contains(key(destination, order))
        || refundsOf(order).stream().anyMatch(fact -> withdrawers.contains(people[fact.anchor]));
  }

  /** A request starts. */
  void sending(Pipeline pipeline, DeliveryTask task, Effect.Join item, Fact fact) {
    if (fact.isRefund()) {
      onlyOneOfItsOrder(pipeline, task, fact.refundedOrder);
      restating(pipeline, task, item, fact);
    } else if (fact.isOrder()) {
      Restatement restatement = item.restatement();
      int taken = restatement == null ? 0 : restatement.taken().intValueExact();
      int value = left(fact.order, taken);
      if (value > left(fact.order, known(pipeline, task, fact.order, -1))
          && !hasCheckout(fact.order)) {
        oracle.breaks("P13 a purchase undoes its refunds");
      }
      state(pipeline, fact.order, value);
    }
  }

  /** Of two requests, the one that was sent first might arrive last. */
  private void onlyOneOfItsOrder(Pipeline pipeline, DeliveryTask task, int order) {
    boolean isOut =
        world.plan.facts().stream()
            .filter(fact -> fact.order == order || fact.refundedOrder == order)
            .map(Fact::truth)
            .anyMatch(truth -> vendor.isAskedBy(pipeline, truth) || task.isBeingSettled(truth));
    if (isOut && !hasCheckout(order)) {
      oracle.breaks("P12 two requests of one order at once");
    }
  }

  private static int left(int order, int taken) {
    return Math.max(0, Fact.worth(order) - taken);
  }

  /** What refunds took of which a delivery subtask must know, and one that takes part now. */
  private int known(Pipeline pipeline, DeliveryTask task, int order, int also) {
    Map<Integer, Integer> taken = new HashMap<>();
    for (Fact refund : refundsOf(order)) {
      boolean isKnown =
          refund.refund == also
              || oracle.knownOutcomes(pipeline, task, refund.truth()).stream()
                  .anyMatch(LogRecord.Settled::isDelivered);
      if (isKnown) {
        taken.put(refund.refund, refund.amount);
      }
    }
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void state(Pipeline pipeline, int order, int value) {
    if (oracle.hasSuccessor(pipeline)) {
      ofSeveralSenders.add(key(pipeline.destination, order));
    }
    ofOrder.put(key(pipeline.destination, order), new Stated(pipeline, value));
  }

  private void restating(Pipeline pipeline, DeliveryTask task, Effect.Join item, Fact refund) {
    int order = refund.refundedOrder;
    int destination = pipeline.destination;
    if (item.restatement() == null || !oracle.isApplied(destination, order)) {
      oracle.breaks("P12 a restatement of what was never delivered");
      return;
    }
    int value = left(order, item.restatement().taken().intValueExact());
    Map<Integer, Integer> told = new HashMap<>();
    for (Fact other : refundsOf(order)) {
      if (other.receivedAt > 0) {
        told.put(other.refund, other.amount);
      }
    }
    int all = told.values().stream().mapToInt(Integer::intValue).sum();
    if (value > left(order, known(pipeline, task, order, refund.refund))
        || value < left(order, all)) {
      oracle.breaks("P13 a value that no refunds come to");
    }
    Stated before = ofRefund.put(key(destination, refund.truth()), new Stated(pipeline, value));
    boolean isAgain =
        before != null
            && (before.pipeline() == pipeline || before.pipeline().endedAt <= pipeline.startedAt);
    if (isAgain
        && value > before.value()
        && !world.mix.windowsEnd()
        && !mayBeRefused(destination, order)) {
      oracle.breaks("P14 restated at a higher value than before");
    }
    state(pipeline, order, value);
  }

  /** A copy of a refund has an outcome. */
  void settled(LogRecord.Settled outcome, DeliveryTask task) {
    Fact refund = outcome.fact();
    int destination = outcome.destination();
    if (outcome.isDelivered() || outcome.isMaybe()) {
      settled.add(key(destination, refund.truth()));
    } else if (outcome.isFinal() && outcome.past().outcome() != Outcome.DUPLICATE) {
      refused.add(key(destination, refund.refundedOrder));
    }
    if (outcome.reason() == Reason.PURCHASE_NOT_DELIVERED) {
      boolean isKnown =
          oracle.knownOutcomes(task.pipeline(), task, refund.refundedOrder).stream()
              .anyMatch(LogRecord.Settled::isDelivered);
      if (isKnown && !hasCheckout(refund.refundedOrder)) {
        oracle.breaks("P15 refused for a purchase that is known as delivered");
      }
      if (task.isPurchaseWaiting(outcome.past().home())) {
        oracle.breaks("P15 refused for a purchase that is on its way");
      }
    }
  }

  /** An order that is known by its checkout is another claim to its refunds. */
  private boolean hasCheckout(int order) {
    return world.plan.facts().stream().anyMatch(fact -> fact.order == order && fact.checkout >= 0);
  }

  /** Checks, when everything has come to rest, what each order was stated at last. */
  void check(Pipeline pipeline) {
    int destination = pipeline.destination;
    if (world.mix.windowsEnd() || world.modes[destination] == Mode.LOG) {
      return;
    }
    Map<Integer, Map<Integer, Integer>> refunds = new HashMap<>();
    for (Fact fact : world.plan.facts()) {
      if (settled.contains(key(destination, fact.truth()))) {
        refunds
            .computeIfAbsent(fact.refundedOrder, unused -> new HashMap<>())
            .put(fact.refund, fact.amount);
      }
    }
    refunds.forEach(
        (order, taken) -> {
          Stated last = ofOrder.get(key(destination, order));
          int sum = taken.values().stream().mapToInt(Integer::intValue).sum();
          if (!mayBeRefused(destination, order)
              && !isOfSeveralSenders(destination, order)
              && last != null
              && last.value() != left(order, sum)) {
            oracle.breaks("P16 stated last at another value than refunds leave");
          }
        });
  }

  /** Whether a replaced sender sent something of the order, or wrote of it. */
  private boolean isOfSeveralSenders(int destination, int order) {
    return ofSeveralSenders.contains(key(destination, order))
        || Stream.of(Topic.values())
            .flatMap(topic -> world.log(topic).stream())
            .flatMap(List::stream)
            .anyMatch(
                entry ->
                    entry instanceof LogRecord.Settled outcome
                        && outcome.destination() == destination
                        && (outcome.fact().order == order || outcome.fact().refundedOrder == order)
                        && oracle.isOverlapped(outcome));
  }
}
