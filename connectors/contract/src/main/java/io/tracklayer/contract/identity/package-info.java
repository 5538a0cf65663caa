/** What the identity step publishes. */
@NullMarked
package io.tracklayer.contract.identity;

import org.jspecify.annotations.NullMarked;
