/** What an event grants and denies: consent statements, and the privacy strings of the IAB. */
@NullMarked
package io.tracklayer.job.intake.consent;

import org.jspecify.annotations.NullMarked;
