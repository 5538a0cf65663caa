/** Pinterest's API for Conversions. */
@NullMarked
package io.tracklayer.sandbox.pinterest;

import org.jspecify.annotations.NullMarked;
