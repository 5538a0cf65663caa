/** What each destination would be sent for an event. */
@NullMarked
package io.tracklayer.cli.preview;

import org.jspecify.annotations.NullMarked;
