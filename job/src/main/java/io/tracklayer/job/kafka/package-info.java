/**
 * What the job reads and writes Kafka with: clients, sources, sinks, and a reader to the end of a
 * topic.
 */
@NullMarked
package io.tracklayer.job.kafka;

import org.jspecify.annotations.NullMarked;
