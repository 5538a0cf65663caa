@NullMarked
package io.tracklayer.destinations.ga4;

import org.jspecify.annotations.NullMarked;
