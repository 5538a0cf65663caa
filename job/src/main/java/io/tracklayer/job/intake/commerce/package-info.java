/** What an event says of an order, a product, a lead or a refund. */
@NullMarked
package io.tracklayer.job.intake.commerce;

import org.jspecify.annotations.NullMarked;
