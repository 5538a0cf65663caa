@NullMarked
package io.tracklayer.destinations.meta;

import org.jspecify.annotations.NullMarked;
