package io.tracklayer.local.bench;

/**
 * How far a stage was at one moment.
 *
 * @param nanos of a clock with any beginning
 * @param done events that have come out
 */
record Sample(long nanos, double done, CpuTimes job, CpuTimes broker) {}
