package io.tracklayer.job.delivery;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.job.delivery.claim.Settlement;
import io.tracklayer.job.delivery.sending.CircuitBreaker;
import io.tracklayer.job.delivery.sending.RefusalWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of a destination, by its answers, and so whether anything may be sent to it.
 *
 * <p>Not thread-safe.
 */
final class Health {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final String destination;
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final RefusalWatch refusals = new RefusalWatch();

  Health(String destination) {
    this.destination = destination;
  }

  boolean mayLeave(long now) {
    return breaker.mayLeave(now);
  }

  long mayLeaveAt(long now) {
    return breaker.mayLeaveAt(now);
  }

  void left() {
    breaker.left();
  }

  boolean isOpen() {
    return breaker.isOpen();
  }

  /** Whether the destination is paused until somebody acts, for another reason than refusals. */
  boolean credentialsAreWrong() {
    return breaker.isPaused() && !refusals.isSuspended();
  }

  boolean isPausedByRefusals() {
    return refusals.isSuspended();
  }

  /** Returns what a verdict means, and takes in what it says of the destination. */
  Settlement judge(Verdict verdict, int events, long now) {
    Settlement settlement = Settlement.of(verdict, events, refusals.isSuspended());
    if (isOurMistake(settlement)) {
      return settlement;
    }
    if (settlement.hold() != null) {
      breaker.hold(now + settlement.hold().toMillis());
    }
    switch (settlement.signal()) {
      case WORKS -> breaker.succeeded();
      case FAILS -> breaker.failed(now);
      case MUST_PAUSE -> pause(settlement.said(), now);
    }
    if (settlement.refusal() == null) {
      if (settlement.signal() == Settlement.Signal.WORKS && settlement.judged() > 0) {
        refusals.taken(settlement.judged());
      }
    } else if (refusals.refused(settlement.refusal().toString(), events)) {
      pause("most of the last events were refused as " + settlement.refusal(), now);
    }
    return settlement;
  }

  /** Whether the fault is ours, which says nothing of the destination. */
  private static boolean isOurMistake(Settlement settlement) {
    return settlement.refusal() != null && settlement.refusal().reason() == Reason.MAPPING_FAILED;
  }

  private void pause(@Nullable String why, long now) {
    if (!breaker.isOpen()) {
      LOG.error(
          "destination {} is paused: {}; its events wait, and it is tried again from time to time",
          destination,
          why);
    }
    breaker.pause(now);
  }
}
