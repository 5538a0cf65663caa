/** The commands that work on a running system, or need none. */
@NullMarked
package io.tracklayer.cli;

import org.jspecify.annotations.NullMarked;
