/**
 * The options of the configuration file, each declared once: type, default, constraint and
 * description.
 */
@NullMarked
package io.tracklayer.contract.config.options;

import org.jspecify.annotations.NullMarked;
