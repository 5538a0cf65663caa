/**
 * The event as everybody outside the job reads it: what intake read, with what the profile knows.
 */
@NullMarked
package io.tracklayer.job.canonical;

import org.jspecify.annotations.NullMarked;
