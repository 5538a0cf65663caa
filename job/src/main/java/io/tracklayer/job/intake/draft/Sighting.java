package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;

/**
 * An identifier that an event carries, with its node in the forest.
 *
 * @param givenAway whether the event says that another name is in use from now on
 * @param position how many identifiers the event names before it
 */
public record Sighting(NodeId node, Identifier identifier, boolean givenAway, int position) {

  /** A sighting of the event's first identifier, which is in use. */
  public Sighting(NodeId node, Identifier identifier) {
    this(node, identifier, false, 0);
  }
}
