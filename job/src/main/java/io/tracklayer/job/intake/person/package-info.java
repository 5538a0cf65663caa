/** What an event says of a person, normalised. */
@NullMarked
package io.tracklayer.job.intake.person;

import org.jspecify.annotations.NullMarked;
