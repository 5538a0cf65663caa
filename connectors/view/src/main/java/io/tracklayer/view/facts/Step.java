package io.tracklayer.view.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One step of an event's way, as it is shown.
 *
 * @param same two steps of an event that have this in common are one, read twice
 * @param at epoch milliseconds
 * @param rank of the steps of one moment, the lower comes first
 */
public record Step(String same, long at, int rank, ObjectNode shown) {}
