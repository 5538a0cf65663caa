/**
 * The model of a valid configuration.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.config;

import org.jspecify.annotations.NullMarked;
