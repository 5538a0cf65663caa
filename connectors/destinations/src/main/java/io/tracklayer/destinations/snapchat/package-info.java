@NullMarked
package io.tracklayer.destinations.snapchat;

import org.jspecify.annotations.NullMarked;
