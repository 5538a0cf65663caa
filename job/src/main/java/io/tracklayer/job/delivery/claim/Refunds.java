package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.job.gate.RefundOf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What restatements of a purchase's value start from, at a destination that takes them. Immutable.
 *
 * @param sale what the purchase was counted as; none as long as it is not known as delivered
 * @param all in the order in which they came, at most {@value #MOST}
 */
public record Refunds(@Nullable Sale sale, List<Refund> all) {

  public static final int MOST = 32;

  public static final Refunds NONE = new Refunds(null, List.of());

  public Refunds {
    all = List.copyOf(all);
  }

  boolean areOpen() {
    return all.stream().anyMatch(refund -> refund.state().isOpen());
  }

  /** None if nothing is known of such a refund. */
  public @Nullable Claim find(String claim) {
    for (Refund refund : all) {
      if (refund.claim().equals(claim)) {
        return refund.state();
      }
    }
    return null;
  }

  /** The refund that has a copy with this message id; none if none has. */
  @Nullable Refund having(String messageId) {
    for (Refund refund : all) {
      if (refund.state().copy(messageId) != null) {
        return refund;
      }
    }
    return null;
  }

  /** Why a refund cannot restate the purchase's value; none if it can. */
  @Nullable Reason refusal(RefundOf order) {
    if (sale == null) {
      return Reason.PURCHASE_NOT_DELIVERED;
    }
    Reason missing = Money.missing(order.amount(), order.currency());
    if (missing != null) {
      return missing;
    }
    if (sale.value() == null) {
      return Reason.PURCHASE_WITHOUT_VALUE;
    }
    return Objects.equals(order.currency(), sale.currency()) ? null : Reason.CURRENCY_DIFFERS;
  }

  /** What the refunds took from the value that are settled. */
  BigDecimal taken() {
    BigDecimal taken = BigDecimal.ZERO;
    for (Refund refund : all) {
      taken = refund.amount() == null ? taken : taken.add(refund.amount());
    }
    return taken;
  }

  Refunds countedAs(Sale counted) {
    return new Refunds(counted, all);
  }

  /** Keeps the state of a refund that is known, or for which there is room. */
  Refunds with(String claim, Claim state) {
    List<Refund> changed = new ArrayList<>(all);
    for (int i = 0; i < changed.size(); i++) {
      Refund refund = changed.get(i);
      if (refund.claim().equals(claim)) {
        changed.set(i, new Refund(claim, refund.amount(), state));
        return new Refunds(sale, changed);
      }
    }
    changed.add(new Refund(claim, null, state));
    return new Refunds(sale, changed);
  }

  /** Keeps what a refund took from the value. */
  Refunds taken(String claim, @Nullable BigDecimal amount) {
    List<Refund> changed = new ArrayList<>(all);
    changed.replaceAll(
        refund ->
            refund.claim().equals(claim) ? new Refund(claim, amount, refund.state()) : refund);
    return new Refunds(sale, changed);
  }

  /**
   * Makes room for a refund if it is not known yet. If there are too many, the oldest goes that is
   * done and took nothing; none if there is no such refund.
   */
  @Nullable Refunds withRoomFor(String claim) {
    if (all.size() < MOST || find(claim) != null) {
      return this;
    }
    List<Refund> fewer = new ArrayList<>(all);
    for (Refund refund : all) {
      if (!refund.state().isOpen() && !refund.state().isSettled()) {
        fewer.remove(refund);
        return new Refunds(sale, fewer);
      }
    }
    return null;
  }
}
