/** What the view knows, on disk, with the position in the topics up to which it knows it. */
@NullMarked
package io.tracklayer.view.store;

import org.jspecify.annotations.NullMarked;
