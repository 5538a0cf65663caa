@NullMarked
package io.tracklayer.destinations.pinterest;

import org.jspecify.annotations.NullMarked;
