/**
 * RudderStack's events: taken over HTTP, read as raw events and stored in Kafka before they are
 * answered.
 */
@NullMarked
package io.tracklayer.rudderstack;

import org.jspecify.annotations.NullMarked;
