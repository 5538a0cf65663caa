package io.tracklayer.job.gate;

import io.tracklayer.job.gate.consent.Revocations;

/** A message to every delivery subtask of a destination. */
public sealed interface News {

  /**
   * What a profile permits no longer. Its order against copies does not matter: only times are
   * compared.
   *
   * @param what denials that took grants away, or that denied what an order under this profile may
   *     have been granted under another one; and granted answers that were taken back
   */
  record Withdrawn(String profileId, Revocations what) implements News {}

  /**
   * This gate has handled everything that the canonical topic held when the job started.
   *
   * @param gate the subtask that reports it
   * @param gates how many gates there are
   */
  record CaughtUp(int gate, int gates) implements News {}
}
