package io.tracklayer.contract.event;

import java.math.BigDecimal;

/** One product line. {@code quantity} may be fractional (weight); every field may be null. */
public record Item(
    String id,
    String sku,
    String name,
    String brand,
    String category,
    String variant,
    BigDecimal price,
    BigDecimal quantity,
    String coupon) {}
