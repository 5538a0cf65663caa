/** A customer's receiver for TrackLayer's webhook. */
@NullMarked
package io.tracklayer.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
