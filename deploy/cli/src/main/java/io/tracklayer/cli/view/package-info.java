/** The live view of a running system, asked over HTTP. */
@NullMarked
package io.tracklayer.cli.view;

import org.jspecify.annotations.NullMarked;
