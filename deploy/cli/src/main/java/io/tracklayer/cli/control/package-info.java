/** Pausing and resuming destinations. */
@NullMarked
package io.tracklayer.cli.control;

import org.jspecify.annotations.NullMarked;
