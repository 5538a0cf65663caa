/** What operators want of destinations. */
@NullMarked
package io.tracklayer.cli.control;

import org.jspecify.annotations.NullMarked;
