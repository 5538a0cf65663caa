/**
 * The step before delivery: whether a copy is permitted, by what its profile said last. See {@link
 * io.tracklayer.job.gate.Gate}.
 */
@NullMarked
package io.tracklayer.job.gate;

import org.jspecify.annotations.NullMarked;
