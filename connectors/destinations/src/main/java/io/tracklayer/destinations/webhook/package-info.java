@NullMarked
package io.tracklayer.destinations.webhook;

import org.jspecify.annotations.NullMarked;
