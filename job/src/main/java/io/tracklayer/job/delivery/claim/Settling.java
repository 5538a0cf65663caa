package io.tracklayer.job.delivery.claim;

import io.tracklayer.job.delivery.claim.Settlement.Fate;
import java.util.List;
import java.util.function.UnaryOperator;
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
  private final UnaryOperator<String> words;
  private int done;

  /**
   * @param status the answer's HTTP status; none if there was no answer
   * @param words makes what was said of an event fit to be published
   */
  public Settling(
      List<Effect.Join> request,
      Settlement settlement,
      @Nullable Integer status,
      UnaryOperator<String> words) {
    this.request = request;
    this.settlement = settlement;
    this.status = status;
    this.words = words;
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

  /** The fate of that event, to be asked for once. */
  public Fate fate() {
    return settlement.fates().get(done).inWords(words);
  }

  /** Goes on to the next event. */
  public void next() {
    done++;
  }

  public boolean isDone() {
    return done == request.size();
  }
}
