/** Dead letters as they are listed. */
@NullMarked
package io.tracklayer.cli.letters;

import org.jspecify.annotations.NullMarked;
