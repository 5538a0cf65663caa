/**
 * Before the gate: what a destination takes at all, whatever its people consented to, and the
 * denials that the other profiles of a person must hear of. See {@link
 * io.tracklayer.job.gate.selection.SelectStep}.
 */
@NullMarked
package io.tracklayer.job.gate.selection;

import org.jspecify.annotations.NullMarked;
