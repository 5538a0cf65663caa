/** Generates a shop's traffic, the same for the same seed. */
@NullMarked
package io.tracklayer.local.generate;

import org.jspecify.annotations.NullMarked;
