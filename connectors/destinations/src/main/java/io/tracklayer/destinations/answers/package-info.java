/** Reads answers: what a status means, how long to wait, what may be told of them. Internal. */
@NullMarked
package io.tracklayer.destinations.answers;

import org.jspecify.annotations.NullMarked;
