/** The commands that work against a running system, or against none. */
@NullMarked
package io.tracklayer.cli;

import org.jspecify.annotations.NullMarked;
