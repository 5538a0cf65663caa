/** What the topics tell of one event. */
@NullMarked
package io.tracklayer.cli.trace;

import org.jspecify.annotations.NullMarked;
