/**
 * Reads canonical events and writes them as JSON: money, products, pages, and which of the source's
 * own properties may be personal. Internal.
 */
package io.tracklayer.destinations.event;
