/** Klaviyo's APIs of events and profiles. */
@NullMarked
package io.tracklayer.sandbox.klaviyo;

import org.jspecify.annotations.NullMarked;
