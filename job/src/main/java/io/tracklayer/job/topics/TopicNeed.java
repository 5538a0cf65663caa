package io.tracklayer.job.topics;

import java.time.Duration;

/**
 * What one topic is created with, and how much of it is vital.
 *
 * @param retention for how long its records must be readable
 * @param retentionIsVital whether the guarantees rest on that retention; otherwise a shorter one is
 *     the operator's choice
 * @param maxMessageBytes the largest record batch that will be written
 */
public record TopicNeed(
    String name,
    int partitions,
    Duration retention,
    boolean retentionIsVital,
    int maxMessageBytes) {}
