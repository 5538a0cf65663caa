/** Brings personal data into the normal forms that vendors hash, and hashes it. Internal. */
@NullMarked
package io.tracklayer.destinations.normalise;

import org.jspecify.annotations.NullMarked;
