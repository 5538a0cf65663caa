package io.tracklayer.job.gate;

/** A record that a gate passes on to delivery, in order. */
public sealed interface Outgoing {

  /** The key under which delivery handles it. */
  String key();

  /** A copy, keyed by the claim that it is delivered with. */
  record OfCopy(Copy copy) implements Outgoing {
    @Override
    public String key() {
      return copy.home();
    }
  }

  /**
   * Comes behind every copy that this gate passed on before it had {@link News.CaughtUp caught up}.
   *
   * @param key routes the report to a delivery subtask
   */
  record CaughtUp(int gate, int gates, String key) implements Outgoing {}
}
