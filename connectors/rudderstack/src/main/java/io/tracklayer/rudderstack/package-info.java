/**
 * RudderStack's events: accepted over HTTP, read as raw events, and stored in Kafka before the
 * request is answered.
 */
@NullMarked
package io.tracklayer.rudderstack;

import org.jspecify.annotations.NullMarked;
