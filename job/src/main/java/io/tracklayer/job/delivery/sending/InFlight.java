package io.tracklayer.job.delivery.sending;

import java.util.HashMap;
import java.util.Map;

/**
 * Which claims are in a batch or a request, and how many requests are out. This is kept in memory
 * only: after a restart nothing is in flight, and everything unanswered is in state.
 *
 * <p>Not thread-safe.
 */
public final class InFlight {

  /** Where a claim is. */
  public enum Place {
    BATCH,
    REQUEST
  }

  private final Map<String, Place> claims = new HashMap<>();
  private final int slots;
  private int requests;

  /**
   * @param slots how many requests may be in flight at once
   */
  public InFlight(int slots) {
    this.slots = slots;
  }

  public boolean contains(String claim) {
    return claims.containsKey(claim);
  }

  public boolean hasFreeSlot() {
    return requests < slots;
  }

  public int requests() {
    return requests;
  }

  /** A claim joins a batch. */
  public void join(String claim) {
    if (claims.putIfAbsent(claim, Place.BATCH) != null) {
      throw new IllegalStateException("claim " + claim + " is in flight already");
    }
  }

  /** A claim leaves its batch without a request. */
  public void leave(String claim) {
    if (!claims.remove(claim, Place.BATCH)) {
      throw new IllegalStateException("claim " + claim + " is in no batch");
    }
  }

  /** A request leaves with these claims. */
  public void send(Iterable<String> batch) {
    requests++;
    for (String claim : batch) {
      if (!claims.replace(claim, Place.BATCH, Place.REQUEST)) {
        throw new IllegalStateException("claim " + claim + " is in no batch");
      }
    }
  }

  /** A claim of a request is settled. */
  public void settled(String claim) {
    if (!claims.remove(claim, Place.REQUEST)) {
      throw new IllegalStateException("claim " + claim + " is in no request");
    }
  }

  /** All claims of a request are settled: its slot is free. */
  public void returned() {
    requests--;
  }
}
