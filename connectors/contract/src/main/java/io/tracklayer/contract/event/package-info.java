/** Events as they are accepted and as they are published, and the names they have here. */
@NullMarked
package io.tracklayer.contract.event;

import org.jspecify.annotations.NullMarked;
