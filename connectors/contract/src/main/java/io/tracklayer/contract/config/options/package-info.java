/**
 * The vocabulary that options of the configuration file are declared in: type, default, constraint
 * and description.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.config.options;

import org.jspecify.annotations.NullMarked;
