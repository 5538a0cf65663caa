package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.destinations.Mapping;
import java.util.Map;

/**
 * An event that is about to go out, or is out.
 *
 * @param proof the consent that let it
 */
record Attempt(
    Place place, Waiting waiting, Mapping.Mapped mapped, Map<String, ConsentProof> proof) {

  /** Where an event is kept. */
  record Place(String profileKey, String eventKey) {}
}
