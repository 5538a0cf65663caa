package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.consent.Statement;

/** An element in the channels of a pipeline. */
sealed interface Element {

  /** A canonical event, to its profile's gate. */
  record Event(Canonical entry) implements Element {}

  /** What an event denies, to the gate of another id of its profile. */
  record Denial(int profile, Statement statement) implements Element {}

  /** A source has read all that was there at the start. */
  record ReadUp(int source) implements Element {}

  /** From a gate to the claim's delivery. */
  record Judged(Copy copy, Fact fact) implements Element {}

  /** From a gate to every delivery. */
  record Told(News news) implements Element {}

  /** A checkpoint's. */
  record Barrier() implements Element {}
}
