@NullMarked
package io.tracklayer.destinations.klaviyo;

import org.jspecify.annotations.NullMarked;
