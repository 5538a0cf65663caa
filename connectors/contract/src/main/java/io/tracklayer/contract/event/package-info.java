/** Events as accepted and as published, and their canonical names. */
@NullMarked
package io.tracklayer.contract.event;

import org.jspecify.annotations.NullMarked;
