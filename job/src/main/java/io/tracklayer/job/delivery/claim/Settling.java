package io.tracklayer.job.delivery.claim;

import io.tracklayer.job.delivery.claim.Settlement.Fate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, or given up, while its events are settled one by one. It is kept in
 * memory only: the claim of an event that is not yet settled is open, as if no answer had come.
 *
 * <p>Not thread-safe.
 */
public final class Settling {

  private final List<Effect.Join> request;
  private final Settlement settlement;
  private final @Nullable Integer status;
  private int done;

  /**
   * @param status the answer's HTTP status; none if there was no answer
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

  /** The fate of that event. */
  public Fate fate() {
    return settlement.fates().get(done);
  }

  /** Goes on to the next event. */
  public void next() {
    done++;
  }

  public boolean isDone() {
    return done == request.size();
  }
}
