/** The commands that start parts of the system in this process. */
@NullMarked
package io.tracklayer.local;

import org.jspecify.annotations.NullMarked;
