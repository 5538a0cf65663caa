/** Traces one event through the topics. */
@NullMarked
package io.tracklayer.cli.trace;

import org.jspecify.annotations.NullMarked;
