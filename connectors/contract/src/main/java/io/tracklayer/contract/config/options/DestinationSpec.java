package io.tracklayer.contract.config.options;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a destination type tells about itself, so that a configuration can be checked without it.
 *
 * @param type the name in the configuration
 * @param events canonical events it has a counterpart for; empty: takes every event, also those
 *     that the configuration invents
 * @param signals vendor consent signals that {@code signals} may name
 * @param maxBatch the most events that its API takes in one request
 * @param maxAge the oldest event its API takes
 */
public record DestinationSpec(
    String type,
    Set<String> events,
    List<SettingSpec> settings,
    Set<String> signals,
    int maxBatch,
    Duration maxAge) {}
