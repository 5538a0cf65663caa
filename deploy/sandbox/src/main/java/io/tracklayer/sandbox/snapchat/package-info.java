/** Snapchat's Conversions API. */
@NullMarked
package io.tracklayer.sandbox.snapchat;

import org.jspecify.annotations.NullMarked;
