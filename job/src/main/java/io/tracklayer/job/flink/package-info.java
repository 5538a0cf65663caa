/** The mark of the classes that may use its API. */
@NullMarked
package io.tracklayer.job.flink;

import org.jspecify.annotations.NullMarked;
