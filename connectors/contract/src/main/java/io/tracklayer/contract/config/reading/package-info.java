/** Reads the configuration file into the model, and finds every problem with its line. */
@NullMarked
package io.tracklayer.contract.config.reading;

import org.jspecify.annotations.NullMarked;
