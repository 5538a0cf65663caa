package io.tracklayer.contract.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How one destination is delivered to.
 *
 * @param maxBatch events in one request, never more than the API takes
 * @param maxWait how long the first event of a batch waits for others
 * @param maxInFlight requests out at the same time, over all subtasks
 * @param maxWaiting events held back (for a retry, a breaker, a rate) before reading slows to 50
 *     events a second in each subtask
 * @param requestsPerSecond over all subtasks
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
    /** Records what would be sent, sends nothing, keeps no ledger. */
    LOG
  }

  /** Where a destination that is added to an old job begins to read. */
  public enum Start {
    END,
    EARLIEST
  }
}
