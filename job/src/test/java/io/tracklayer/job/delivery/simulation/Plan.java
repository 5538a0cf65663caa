package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happens in the outside world: people with several identifiers, orders sent up to three times
 * under different ones, some of them a dozen times, statements of consent, and all of it out of
 * order.
 */
final class Plan {

  /** What the copies of an order say of a checkout. */
  private enum Checkouts {
    NONE,
    /** Each says of it; some tell the order's id as well. */
    BEFORE_THE_ORDER,
    /** Each tells the order's id; some say of the checkout as well. */
    BESIDE_THE_ORDER,
    /** The same, of a checkout that another order says of. */
    SHARED
  }

  private static final List<Checkouts> KINDS_OF_CHECKOUTS =
      List.of(
          Checkouts.NONE,
          Checkouts.NONE,
          Checkouts.NONE,
          Checkouts.BEFORE_THE_ORDER,
          Checkouts.BESIDE_THE_ORDER,
          Checkouts.SHARED);

  private final Chance chance;
  private final List<Fact> facts = new ArrayList<>();
  private final Set<Integer> manyCopies = new HashSet<>();
  private final List<List<Integer>> identifiersOf = new ArrayList<>();
  private final List<Boolean> neverDenies = new ArrayList<>();
  private int identifiers;
  private int checkouts;
  private int mayBeShared = -1;

  private Plan(Chance chance) {
    this.chance = chance;
  }

  /**
   * The raw log.
   *
   * @param told in order; the same fact again for one told twice
   * @param identifiers how many there are
   * @param manyCopies the orders with more copies than a claim holds
   */
  record Told(List<Fact> told, List<Fact> facts, int identifiers, Set<Integer> manyCopies) {}

  static Told random(Chance chance) {
    return new Plan(chance).make();
  }

  private Told make() {
    people();
    orders();
    refunds();
    events();
    statements();
    chance.shuffle(facts);
    List<Fact> told = new ArrayList<>();
    for (Fact fact : facts) {
      told.add(fact);
      if (chance.of(0.15)) {
        told.add(Math.max(0, told.size() - chance.below(6)), fact);
      }
    }
    return new Told(told, List.copyOf(facts), identifiers, manyCopies);
  }

  private void people() {
    for (int person = 2 + chance.below(3); person > 0; person--) {
      List<Integer> own = new ArrayList<>();
      for (int i = 1 + chance.below(3); i > 0; i--) {
        own.add(identifiers++);
      }
      identifiersOf.add(own);
      neverDenies.add(chance.of(0.6));
    }
  }

  private void orders() {
    boolean idsAreShared = chance.of(0.12);
    int orders = 2 + chance.below(5);
    for (int order = 0; order < orders; order++) {
      int person = chance.below(identifiersOf.size());
      int kind = chance.below(10);
      boolean isHot = chance.of(0.03);
      if (isHot) {
        manyCopies.add(order);
      }
      int copies = isHot ? 6 + chance.below(10) : chance.pick(List.of(1, 2, 2, 3));
      Checkouts kindOfCheckout = chance.pick(KINDS_OF_CHECKOUTS);
      int checkout = checkout(kindOfCheckout);
      String sharedId = idsAreShared && chance.of(0.7) ? "concert" : "order-" + order;
      for (int copy = 0; copy < copies; copy++) {
        Fact fact = event(person);
        fact.order = order;
        say(kindOfCheckout, checkout, fact);
        if (!neverDenies.get(person) && chance.of(0.2)) {
          fact.said = ConsentState.DENIED;
        }
        boolean bringsAnId = kind < 2 || (kind < 4 && copy == 0);
        if (kind == 4) {
          fact.ownEventId = "own-" + order + "-" + copy;
        } else if (bringsAnId) {
          fact.ownEventId = sharedId;
        }
      }
    }
  }

  private void refunds() {
    int refunds = 0;
    List<Fact> orders = facts.stream().filter(Fact::isOrder).toList();
    for (int order = 0; order <= orders.get(orders.size() - 1).order; order++) {
      int ofOrder = chance.of(0.4) ? 0 : 1 + chance.below(3);
      for (int i = 0; i < ofOrder; i++) {
        int amount = 10 + chance.below(40);
        String currency = chance.of(0.1) ? "USD" : "EUR";
        int person = personOf(orders, order);
        for (int copy = 1 + chance.below(2); copy > 0; copy--) {
          Fact fact = event(person);
          fact.refund = refunds;
          fact.refundedOrder = order;
          fact.amount = amount;
          fact.currency = currency;
        }
        refunds++;
      }
    }
  }

  private int personOf(List<Fact> orders, int order) {
    int anchor =
        orders.stream().filter(fact -> fact.order == order).findFirst().orElseThrow().anchor;
    for (int person = 0; person < identifiersOf.size(); person++) {
      if (identifiersOf.get(person).contains(anchor)) {
        return person;
      }
    }
    throw new IllegalStateException("nobody has the identifier " + anchor);
  }

  private int checkout(Checkouts kind) {
    if (kind == Checkouts.SHARED && mayBeShared >= 0) {
      return mayBeShared;
    }
    int own = checkouts++;
    if (kind != Checkouts.BEFORE_THE_ORDER) {
      mayBeShared = own;
    }
    return own;
  }

  private void say(Checkouts kind, int checkout, Fact fact) {
    boolean saysMore = chance.of(0.5);
    switch (kind) {
      case NONE -> {}
      case BEFORE_THE_ORDER -> {
        fact.checkout = checkout;
        fact.tellsItsOrder = saysMore;
      }
      case BESIDE_THE_ORDER, SHARED -> fact.checkout = saysMore ? checkout : -1;
    }
  }

  private void events() {
    for (int i = 1 + chance.below(4); i > 0; i--) {
      int person = chance.below(identifiersOf.size());
      Fact first = event(person);
      if (chance.of(0.3)) {
        event(person).sharesItsIdWith(first);
      }
    }
  }

  private void statements() {
    for (int person = 0; person < identifiersOf.size(); person++) {
      int statements = neverDenies.get(person) ? chance.below(2) : 1 + chance.below(3);
      for (int i = 0; i < statements; i++) {
        Fact fact = fact(person);
        boolean grants = neverDenies.get(person) || chance.of(0.3);
        fact.said = grants ? ConsentState.GRANTED : ConsentState.DENIED;
      }
      for (int i = chance.below(3); i > 0; i--) {
        Fact fact = fact(person);
        fact.said = ConsentState.UNKNOWN;
        fact.other = chance.pick(identifiersOf.get(person));
      }
      if (chance.of(0.25)) {
        Fact fact = fact(person);
        fact.said = ConsentState.UNKNOWN;
        fact.takesBack = true;
      }
    }
    if (chance.of(0.15)) {
      Fact joinsTwoPeople = fact(0);
      joinsTwoPeople.said = ConsentState.UNKNOWN;
      joinsTwoPeople.other = identifiersOf.get(1).get(0);
    }
  }

  private Fact event(int person) {
    Fact fact = fact(person);
    fact.isEvent = true;
    for (int destination = 0; destination < 2; destination++) {
      if (chance.of(0.8)) {
        fact.usable |= 1 << destination;
      }
    }
    return fact;
  }

  private Fact fact(int person) {
    List<Integer> own = identifiersOf.get(person);
    Fact fact = new Fact(facts.size(), chance.pick(own));
    if (chance.of(0.3)) {
      fact.other = chance.pick(own);
    }
    int says = chance.below(100);
    if (says < 60) {
      fact.said = ConsentState.GRANTED;
    } else if (says >= 85 && !neverDenies.get(person)) {
      fact.said = ConsentState.DENIED;
    }
    facts.add(fact);
    return fact;
  }
}
