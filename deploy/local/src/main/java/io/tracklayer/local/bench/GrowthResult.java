package io.tracklayer.local.bench;

import io.tracklayer.local.bench.StageResult.Measured;
import java.time.Duration;

/**
 * What came of one point.
 *
 * @param loopRecords written to the loop for each event
 * @param start until all tasks of the process ran, from a checkpoint if people were known before
 */
record GrowthResult(
    GrowthPoint point,
    Measured measured,
    double loopRecords,
    CheckpointFigures checkpoints,
    Duration start) {}
