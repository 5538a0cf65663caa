/**
 * Reads answers: what a status means, how long to wait, what may be recorded of the text. Internal.
 */
@NullMarked
package io.tracklayer.destinations.answers;

import org.jspecify.annotations.NullMarked;
