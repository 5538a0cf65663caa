/**
 * How the job reads and writes Kafka: clients, sources, sinks, and a reader that stops at the end
 * of a topic.
 */
@NullMarked
package io.tracklayer.job.kafka;

import org.jspecify.annotations.NullMarked;
