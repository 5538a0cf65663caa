/** The topics of an installation, named alike in all processes. */
@NullMarked
package io.tracklayer.contract;

import org.jspecify.annotations.NullMarked;
