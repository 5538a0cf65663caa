/** The model of the configuration: what a file that nothing is wrong with says. */
@NullMarked
package io.tracklayer.contract.config;

import org.jspecify.annotations.NullMarked;
