/**
 * Reads canonical events and writes them as JSON: money, products, pages, and which of the source's
 * own properties may be personal. Internal.
 */
@NullMarked
package io.tracklayer.destinations.event;

import org.jspecify.annotations.NullMarked;
