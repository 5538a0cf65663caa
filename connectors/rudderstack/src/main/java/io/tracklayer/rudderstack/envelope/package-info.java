/** Reads RudderStack's envelope, and the thin payload, as raw events. */
@NullMarked
package io.tracklayer.rudderstack.envelope;

import org.jspecify.annotations.NullMarked;
