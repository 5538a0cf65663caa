package io.tracklayer.job.delivery.simulation;

/** What deliveries are told in, for people and for the next start. */
enum Topic {
  /** Every outcome. */
  DELIVERIES,
  /** What settles a claim. */
  CLAIMS
}
