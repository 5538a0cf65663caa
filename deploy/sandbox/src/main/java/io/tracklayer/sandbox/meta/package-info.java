/** Meta's Conversions API. */
@NullMarked
package io.tracklayer.sandbox.meta;

import org.jspecify.annotations.NullMarked;
