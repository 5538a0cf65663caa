/** The topics of an installation, which all processes name in the same way. */
@NullMarked
package io.tracklayer.contract;

import org.jspecify.annotations.NullMarked;
