/**
 * The options of the configuration file, each declared once: type, default, constraint and
 * description.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.config.options;

import org.jspecify.annotations.NullMarked;
