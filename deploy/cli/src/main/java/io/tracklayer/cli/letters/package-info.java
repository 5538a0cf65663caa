/** Lists dead letters. */
@NullMarked
package io.tracklayer.cli.letters;

import org.jspecify.annotations.NullMarked;
