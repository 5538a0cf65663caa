/** The form in which intake passes events on. */
@NullMarked
package io.tracklayer.job.intake.draft;

import org.jspecify.annotations.NullMarked;
