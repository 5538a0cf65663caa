/**
 * The step before delivery, which judges whether a copy is permitted by the newest consent of its
 * profile. See {@link io.tracklayer.job.gate.Gate}.
 */
@NullMarked
package io.tracklayer.job.gate;

import org.jspecify.annotations.NullMarked;
