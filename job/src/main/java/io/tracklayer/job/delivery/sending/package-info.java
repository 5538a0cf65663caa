/**
 * Decides when requests go out, and with which events: batches, rate limits, pauses. Plain classes
 * without threads or timers.
 */
@NullMarked
package io.tracklayer.job.delivery.sending;

import org.jspecify.annotations.NullMarked;
