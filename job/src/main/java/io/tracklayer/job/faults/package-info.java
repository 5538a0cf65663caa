/** What happens when TrackLayer's own code fails on one event. */
@NullMarked
package io.tracklayer.job.faults;

import org.jspecify.annotations.NullMarked;
