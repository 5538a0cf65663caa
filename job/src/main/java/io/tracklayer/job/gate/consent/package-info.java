/** What a profile said of each purpose, and when. */
@NullMarked
package io.tracklayer.job.gate.consent;

import org.jspecify.annotations.NullMarked;
