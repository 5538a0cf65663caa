/** The commands that start something here. */
@NullMarked
package io.tracklayer.local;

import org.jspecify.annotations.NullMarked;
