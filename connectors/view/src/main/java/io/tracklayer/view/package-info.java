/** The live view: a page that shows what becomes of events. */
@NullMarked
package io.tracklayer.view;

import org.jspecify.annotations.NullMarked;
