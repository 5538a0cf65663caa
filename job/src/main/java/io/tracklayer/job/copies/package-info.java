/** Decides which events are copies of one claim, and under which event id all of them go out. */
@NullMarked
package io.tracklayer.job.copies;

import org.jspecify.annotations.NullMarked;
