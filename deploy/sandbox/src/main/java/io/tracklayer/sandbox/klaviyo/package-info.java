/** Klaviyo's APIs for events and profiles. */
@NullMarked
package io.tracklayer.sandbox.klaviyo;

import org.jspecify.annotations.NullMarked;
