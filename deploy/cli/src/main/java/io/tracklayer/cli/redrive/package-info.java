/** Puts dead letters back into the canonical topic, for the destination that they belong to. */
@NullMarked
package io.tracklayer.cli.redrive;

import org.jspecify.annotations.NullMarked;
