@NullMarked
package io.tracklayer.destinations.datamanager;

import org.jspecify.annotations.NullMarked;
