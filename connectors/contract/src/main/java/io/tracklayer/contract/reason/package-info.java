/**
 * Why an event was not delivered, or not taken: every reason, what it means and what to do.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.reason;

import org.jspecify.annotations.NullMarked;
