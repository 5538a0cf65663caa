/** Compares the topics of a cluster with those that the job needs. */
@NullMarked
package io.tracklayer.job.topics;

import org.jspecify.annotations.NullMarked;
