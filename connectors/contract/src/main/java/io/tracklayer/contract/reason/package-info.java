/** Why an event was not delivered, or not taken: every reason, what it means and what to do. */
@NullMarked
package io.tracklayer.contract.reason;

import org.jspecify.annotations.NullMarked;
