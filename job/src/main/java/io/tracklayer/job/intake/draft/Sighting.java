package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;

/**
 * An identifier that an event carries, with its node in the forest.
 *
 * @param givenAway whether the event says that another name is in use from now on
 */
public record Sighting(NodeId node, Identifier identifier, boolean givenAway) {

  /** A sighting of an identifier that is in use. */
  public Sighting(NodeId node, Identifier identifier) {
    this(node, identifier, false);
  }
}
