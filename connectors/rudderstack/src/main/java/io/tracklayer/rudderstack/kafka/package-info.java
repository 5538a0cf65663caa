/** Stores events in Kafka, and watches whether Kafka can take them. */
@NullMarked
package io.tracklayer.rudderstack.kafka;

import org.jspecify.annotations.NullMarked;
