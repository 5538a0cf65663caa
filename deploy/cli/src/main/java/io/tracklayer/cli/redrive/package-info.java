/** Dead letters back into the canonical topic, for the destination they died at. */
@NullMarked
package io.tracklayer.cli.redrive;

import org.jspecify.annotations.NullMarked;
