/** What the page asks, answered from the store. */
@NullMarked
package io.tracklayer.view.answers;

import org.jspecify.annotations.NullMarked;
