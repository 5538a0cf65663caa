package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.copies.CanonicalHeader;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.Statement;
import java.util.List;

/**
 * A record of the canonical topic.
 *
 * @param profile the number of the identifier that gives the profile its id
 * @param said the profile's newest statement
 * @param deniedFor other ids of the profile that a denial counts for
 * @param redrivenFor a destination; -1 for a record of everybody
 * @param liftedAt the time of the outcome that a redrive lifts
 * @param wasLate whether it was written when the resolver that wrote it had a successor already
 */
record Canonical(
    Fact fact,
    CopyRef ref,
    CanonicalHeader header,
    int profile,
    Statement said,
    List<Integer> deniedFor,
    int redrivenFor,
    long liftedAt,
    boolean wasLate) {

  Canonical late() {
    return new Canonical(fact, ref, header, profile, said, deniedFor, redrivenFor, liftedAt, true);
  }

  Canonical redrivenFor(int destination, long lifted) {
    return new Canonical(fact, ref, header, profile, said, deniedFor, destination, lifted, false);
  }

  boolean isRedriven() {
    return redrivenFor >= 0;
  }

  boolean isFor(int destination) {
    return !isRedriven() || redrivenFor == destination;
  }
}
