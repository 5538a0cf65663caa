/**
 * Events as accepted and as published, and their canonical names.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.event;

import org.jspecify.annotations.NullMarked;
