package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.Settlement.Fate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered, or was given up, while its events get their fates one by one. Memory
 * only: of one that has not got its fate the claim is open, as if no answer had come.
 *
 * <p>Not thread-safe.
 */
public final class Settling {

  private final List<Effect.Join> request;
  private final Settlement settlement;
  private final @Nullable Integer status;
  private int done;

  /**
   * @param status of the answer; none without one
   */
  public Settling(List<Effect.Join> request, Settlement settlement, @Nullable Integer status) {
    this.request = request;
    this.settlement = settlement;
    this.status = status;
  }

  public Settlement settlement() {
    return settlement;
  }

  public @Nullable Integer status() {
    return status;
  }

  /** The event whose turn it is. */
  public Effect.Join event() {
    return request.get(done);
  }

  /** Of that event. */
  public Fate fate() {
    return settlement.fates().get(done);
  }

  /** The event has got its fate. */
  public void next() {
    done++;
  }

  public boolean isDone() {
    return done == request.size();
  }
}
