package io.tracklayer.job.delivery.claim;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A refund of a purchase, kept with the purchase's claim. It is settled by the same rules as any
 * claim, but by turns with the purchase and its other refunds.
 *
 * @param claim the refund's own claim
 * @param amount what it took from the purchase's value, if it did or may have
 */
public record Refund(String claim, @Nullable BigDecimal amount, Claim state) {}
