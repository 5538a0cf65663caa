/** The device and page that an event came from, and the click ids that it carries. */
@NullMarked
package io.tracklayer.job.intake.client;

import org.jspecify.annotations.NullMarked;
