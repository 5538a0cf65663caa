package io.tracklayer.contract.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a destination counted a purchase as: what a later restatement of its value has to name, and
 * starts from.
 *
 * @param id by which the destination recognises the purchase
 * @param account the vendor's account that it was counted in
 * @param action what it was counted as there, such as the id of a conversion action
 * @param at when the purchase occurred
 * @param value none if it was sent without a value; then there is no currency either
 */
public record Sale(
    String id,
    String account,
    String action,
    Instant at,
    @Nullable BigDecimal value,
    @Nullable String currency) {}
