package io.tracklayer.local.bench;

/**
 * What Flink tells of checkpoints while events were measured.
 *
 * @param bytes of the newest one, with what it shares with earlier ones
 * @param forestBytes the forest's part of them
 * @param addedBytes that one of them had to write, in the median
 * @param millis from its trigger to its end, in the median
 */
record CheckpointFigures(long bytes, long forestBytes, long addedBytes, long millis) {}
