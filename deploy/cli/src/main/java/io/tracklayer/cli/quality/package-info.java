/** By what destinations can recognise people, as counted here and as vendors say. */
@NullMarked
package io.tracklayer.cli.quality;

import org.jspecify.annotations.NullMarked;
