/** The page and its answers over HTTP, and who may see them. */
@NullMarked
package io.tracklayer.view.page;

import org.jspecify.annotations.NullMarked;
