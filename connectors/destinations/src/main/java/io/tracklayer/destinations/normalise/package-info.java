/** Brings personal data into the normal forms that vendors hash, and hashes it. Internal. */
package io.tracklayer.destinations.normalise;
