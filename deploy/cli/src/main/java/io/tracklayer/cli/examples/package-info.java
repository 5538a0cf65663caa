/** Whether what is expected of an example is what would be sent. */
@NullMarked
package io.tracklayer.cli.examples;

import org.jspecify.annotations.NullMarked;
