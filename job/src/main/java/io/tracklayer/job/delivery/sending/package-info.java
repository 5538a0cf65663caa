/** When requests go out, and with what: batches, rates, pauses. Plain classes that call nobody. */
@NullMarked
package io.tracklayer.job.delivery.sending;

import org.jspecify.annotations.NullMarked;
