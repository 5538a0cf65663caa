package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.delivery.claim.Effect;
import io.tracklayer.job.delivery.claim.Settlement;
import io.tracklayer.job.delivery.claim.Settling;
import io.tracklayer.job.delivery.sending.Batcher;
import io.tracklayer.job.delivery.sending.CircuitBreaker;
import io.tracklayer.job.delivery.sending.InFlight;
import io.tracklayer.job.delivery.sending.RateLimiter;
import io.tracklayer.job.delivery.sending.RefusalWatch;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts together, for one delivery subtask, what decides when requests go and with which events. */
final class Sending {

  private static final int SLOTS = 3;
  private static final int OPEN_BATCHES = 3;
  private static final int PER_SECOND = 8;

  private final World world;
  private final Batcher<Effect.Join> batcher;
  private final InFlight inFlight = new InFlight(SLOTS);
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final RateLimiter limiter = new RateLimiter(PER_SECOND);
  private final RefusalWatch refusals = new RefusalWatch();

  Sending(World world) {
    this.world = world;
    Batcher.Bounds limits =
        new Batcher.Bounds(1 + world.chance.below(3), world.chance.below(1_000), OPEN_BATCHES);
    batcher = new Batcher<>(limits, (others, next) -> true, new Sizes());
  }

  private static final class Sizes implements Batcher.Measure<Effect.Join> {
    @Override
    public int bytes(Effect.Join item) {
      return item.mapped().body().length;
    }

    @Override
    public int mostTogether(Effect.Join item) {
      return item.mostTogether();
    }
  }

  boolean hasInFlight(String claim) {
    return inFlight.contains(claim);
  }

  void join(Effect.Join item) {
    inFlight.join(item.claim());
    batcher.add(item, world.monotonic());
  }

  /** The next batch, if a request may leave now; null when there is none, or none may. */
  List<Effect.Join> next(boolean isPermitted) {
    long now = world.monotonic();
    batcher.closeDue(now, limiter::next);
    boolean mayGo =
        isPermitted && inFlight.hasFreeSlot() && breaker.mayLeave(now) && limiter.next(now) <= now;
    List<Effect.Join> batch = mayGo ? batcher.poll() : null;
    if (batch != null) {
      limiter.reserve(now);
      if (!world.have(Safeguard.ONLY_A_REQUEST_IS_A_PROBE)) {
        breaker.left();
      }
    }
    return batch;
  }

  /** A claim goes back without a request. */
  void takeOut(String claim) {
    inFlight.leave(claim);
  }

  void leaves(Request request) {
    inFlight.send(request.claims());
    breaker.left();
  }

  Settling answered(Request.Answer answer) {
    Request request = answer.request();
    int events = request.items.size();
    Settlement settlement = Settlement.of(answer.verdict(), events, refusals.isSuspended());
    learn(settlement, events);
    if (!world.have(Safeguard.IN_FLIGHT_UNTIL_SETTLED)) {
      request.claims().forEach(inFlight::settled);
    }
    return new Settling(request.items, settlement, null, UnaryOperator.identity());
  }

  void settled(String claim) {
    if (world.have(Safeguard.IN_FLIGHT_UNTIL_SETTLED)) {
      inFlight.settled(claim);
    }
  }

  void returned() {
    inFlight.returned();
  }

  private void learn(Settlement settlement, int events) {
    long now = world.monotonic();
    switch (settlement.signal()) {
      case WORKS -> {
        breaker.succeeded();
        if (settlement.refusal() == null) {
          refusals.taken(events);
        } else if (refusals.refused(settlement.refusal().toString(), events)) {
          breaker.pause(now);
        }
      }
      case FAILS -> breaker.failed(now);
      case MUST_PAUSE -> breaker.pause(now);
    }
  }

  boolean hasRequestsOut() {
    return inFlight.requests() > 0;
  }

  boolean hasOpenBatches() {
    return !batcher.isEmpty();
  }
}
