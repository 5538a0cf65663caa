/**
 * RudderStack's events: accepted over HTTP, read as raw events, and stored in Kafka before the
 * request is answered. This package assembles the receiver out of those three.
 */
@NullMarked
package io.tracklayer.rudderstack;

import org.jspecify.annotations.NullMarked;
