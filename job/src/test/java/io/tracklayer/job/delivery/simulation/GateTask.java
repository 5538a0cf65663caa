package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.gate.CatchUp;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.RefundOf;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Statement;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plays one gate subtask around the real {@link Gate}. */
final class GateTask {

  private final World world;
  private final Pipeline pipeline;
  private final int index;
  private final Gate gate;
  private final boolean[] isBlocked;
  private final CatchUp catchUp = new CatchUp();
  private int barriers;

  GateTask(World world, Pipeline pipeline, int index, int sources) {
    this.world = world;
    this.pipeline = pipeline;
    this.index = index;
    gate = new Gate(required(world));
    isBlocked = new boolean[sources];
  }

  static RequiredConsent required(World world) {
    return RequiredConsent.of(List.of(World.PURPOSE), world.mix.grantedWhenUnknown());
  }

  boolean take(int source) {
    if (isBlocked[source]) {
      return false;
    }
    Element element = pipeline.fromSource(source, index).poll();
    if (element == null) {
      return false;
    }
    if (element instanceof Element.Event event) {
      handle(event.entry());
    } else if (element instanceof Element.Denial denial) {
      ProfileConsent known = pipeline.consent(denial.profile());
      apply(
          denial.profile(),
          known,
          gate.learn("p" + denial.profile(), known, Map.of(World.PURPOSE, denial.statement())));
    } else if (element instanceof Element.ReadUp readUp) {
      if (catchUp.heardFrom(readUp.source(), isBlocked.length)) {
        pipeline.caughtUp(index);
      }
    } else if (element instanceof Element.Barrier) {
      align(source);
    }
    return true;
  }

  private void align(int source) {
    isBlocked[source] = true;
    if (++barriers == isBlocked.length) {
      barriers = 0;
      Arrays.fill(isBlocked, false);
      pipeline.snapshotGates(index);
    }
  }

  private void handle(Canonical entry) {
    ProfileConsent known = pipeline.consent(entry.profile());
    Fact fact = entry.fact();
    Gate.Decision step =
        gate.handle(
            known,
            new Gate.Arrival(
                entry.ref(),
                fact.receivedAt,
                fact.receivedAt,
                entry.said().isMade() ? Map.of(World.PURPOSE, entry.said()) : Map.of(),
                denies(fact),
                null,
                fact.messageId().getBytes(StandardCharsets.UTF_8),
                entry.isRedriven() ? (Long) entry.liftedAt() : null,
                fact.isRefund() ? refundOf(fact) : null,
                false));
    apply(entry.profile(), known, step);
    if (fact.isEvent) {
      letOn(step.copy(), fact);
    }
  }

  private static Map<String, Statement> denies(Fact fact) {
    return fact.said == ConsentState.DENIED
        ? Map.of(
            World.PURPOSE, new Statement(ConsentState.DENIED, "the event itself", fact.receivedAt))
        : Map.of();
  }

  private static RefundOf refundOf(Fact refund) {
    ClaimKey purchase =
        ClaimKey.of(
            "acct", "production", "purchase", "order " + refund.refundedOrder, refund.eventId());
    return new RefundOf(purchase.claim(), BigDecimal.valueOf(refund.amount), refund.currency);
  }

  private void apply(int profile, ProfileConsent known, Gate.Decision step) {
    pipeline.keep(profile, step.state());
    if (step.withdrawn() != null && world.have(Safeguard.WITHDRAWALS_ARE_TOLD)) {
      pipeline.tellEverybody(index, step.withdrawn());
    }
    boolean permitted = known.of(World.PURPOSE).permits(world.mix.grantedWhenUnknown());
    Statement now = step.state().of(World.PURPOSE);
    if (permitted && !now.permits(world.mix.grantedWhenUnknown())) {
      world.oracle.withdrawn(pipeline, index, profile, now);
    }
  }

  private void letOn(Copy copy, Fact fact) {
    if (!copy.isPermitted() && !world.have(Safeguard.DELIVERY_SETTLES_REFUSALS)) {
      pipeline.publishRefusal(index, copy, fact);
      return;
    }
    if (copy.isPermitted()) {
      world.oracle.letThrough(pipeline, copy, fact);
    }
    pipeline.send(index, copy, fact);
  }
}
