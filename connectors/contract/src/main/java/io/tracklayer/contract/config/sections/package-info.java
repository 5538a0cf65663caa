/**
 * The options of each section of the configuration file, each declared once.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.config.sections;

import org.jspecify.annotations.NullMarked;
