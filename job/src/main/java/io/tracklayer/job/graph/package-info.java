/** Assembles the steps into the two halves of a Flink job. */
@NullMarked
package io.tracklayer.job.graph;

import org.jspecify.annotations.NullMarked;
