/** The Measurement Protocol of Google Analytics 4. */
@NullMarked
package io.tracklayer.sandbox.ga4;

import org.jspecify.annotations.NullMarked;
