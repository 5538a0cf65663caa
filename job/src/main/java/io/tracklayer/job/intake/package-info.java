/** From the bytes of a raw record to a draft: parsed once, normalised, named. */
@NullMarked
package io.tracklayer.job.intake;

import org.jspecify.annotations.NullMarked;
