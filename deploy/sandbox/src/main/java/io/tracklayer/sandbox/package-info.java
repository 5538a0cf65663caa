/**
 * Stands in for the vendors' APIs: what they have in common. Each vendor is one package below it,
 * with the JSON Schema of its bodies, the rules that no schema can say, and its answers. Nothing
 * here comes from the code that it judges.
 */
@NullMarked
package io.tracklayer.sandbox;

import org.jspecify.annotations.NullMarked;
