/**
 * How values are written to state and to the network: codecs, their registry, expiry, key groups.
 */
@NullMarked
package io.tracklayer.job.state;

import org.jspecify.annotations.NullMarked;
