/** How commands print what they list. */
@NullMarked
package io.tracklayer.cli.output;

import org.jspecify.annotations.NullMarked;
