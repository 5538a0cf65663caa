/** What intake hands on of an event. */
@NullMarked
package io.tracklayer.job.intake.draft;

import org.jspecify.annotations.NullMarked;
