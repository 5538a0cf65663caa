/** Kafka, Flink with the job, the receiver and the sandbox in one process. */
@NullMarked
package io.tracklayer.local.run;

import org.jspecify.annotations.NullMarked;
