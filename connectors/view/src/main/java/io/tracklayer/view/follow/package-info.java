/** Follows the topics. */
@NullMarked
package io.tracklayer.view.follow;

import org.jspecify.annotations.NullMarked;
