package io.tracklayer.contract.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How events are delivered to one destination.
 *
 * @param maxBatch most events in one request; never more than the API accepts
 * @param maxWait how long the first event of a batch waits for others
 * @param maxInFlight most requests in flight at once, across all subtasks
 * @param maxWaiting events pending (for a retry, the circuit breaker or the rate limiter) before
 *     reading slows to 50 events a second in each subtask
 * @param requestsPerSecond across all subtasks
 * @param maxAge older events are not sent; never more than the delivery window
 */
public record DeliveryConfig(
    Mode mode,
    Start start,
    int maxBatch,
    Duration maxWait,
    int maxInFlight,
    int maxWaiting,
    int requestsPerSecond,
    Duration maxAge)
    implements Serializable {

  public enum Mode {
    SEND,
    /** Records what would be sent, but sends nothing and keeps no ledger. */
    LOG
  }

  /** Where a destination added to an existing job starts reading. */
  public enum Start {
    END,
    EARLIEST
  }
}
