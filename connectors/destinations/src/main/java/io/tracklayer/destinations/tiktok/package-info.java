@NullMarked
package io.tracklayer.destinations.tiktok;

import org.jspecify.annotations.NullMarked;
