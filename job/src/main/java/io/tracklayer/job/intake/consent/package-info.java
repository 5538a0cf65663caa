/** What an event grants and denies: consent statements, and the privacy strings of the IAB. */
package io.tracklayer.job.intake.consent;
