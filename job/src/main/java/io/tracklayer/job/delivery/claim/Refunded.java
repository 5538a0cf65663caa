package io.tracklayer.job.delivery.claim;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome of a refund says of the purchase whose value it restates.
 *
 * @param purchase the claim of the purchase
 * @param amount what the refund took from the value; none unless it did, or may have
 */
public record Refunded(String purchase, @Nullable BigDecimal amount) {}
