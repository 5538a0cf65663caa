package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;

/** An identifier that an event carries, with its place in the forest. */
public record Sighting(NodeId node, Identifier identifier) {}
