/** The model of a valid configuration. */
@NullMarked
package io.tracklayer.contract.config;

import org.jspecify.annotations.NullMarked;
