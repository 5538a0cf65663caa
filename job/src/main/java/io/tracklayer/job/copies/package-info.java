/** Which events are copies of one claim, and under which event id all of them are told. */
@NullMarked
package io.tracklayer.job.copies;

import org.jspecify.annotations.NullMarked;
