/**
 * What became of events: the records of the topics that delivery and operators write.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.delivery;

import org.jspecify.annotations.NullMarked;
