/** Somebody's receiver of TrackLayer's webhook. */
@NullMarked
package io.tracklayer.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
