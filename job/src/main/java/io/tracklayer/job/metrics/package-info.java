/** Every metric of the job, declared once, and how it becomes one of Flink's. */
@NullMarked
package io.tracklayer.job.metrics;

import org.jspecify.annotations.NullMarked;
