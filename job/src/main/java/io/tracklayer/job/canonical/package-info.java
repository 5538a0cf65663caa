/** The event as everybody outside reads it: what intake knew, with what its profile knows. */
@NullMarked
package io.tracklayer.job.canonical;

import org.jspecify.annotations.NullMarked;
