/**
 * The sandbox simulates the vendors' APIs. This package holds what they have in common; each vendor
 * has a package below it with the JSON Schema of its request bodies, the rules that a schema cannot
 * express, and its answers. No code is shared with the destinations, whose requests are judged.
 */
@NullMarked
package io.tracklayer.sandbox;

import org.jspecify.annotations.NullMarked;
