/** The Flink job: its main class here, and one package for each step of an event. */
@NullMarked
package io.tracklayer.job;

import org.jspecify.annotations.NullMarked;
