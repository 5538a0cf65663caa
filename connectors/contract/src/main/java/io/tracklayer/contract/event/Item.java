package io.tracklayer.contract.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One product line, as far as it is known. {@code quantity} may be fractional (weight). */
public record Item(
    @Nullable String id,
    @Nullable String sku,
    @Nullable String name,
    @Nullable String brand,
    @Nullable String category,
    @Nullable String variant,
    @Nullable BigDecimal price,
    @Nullable BigDecimal quantity,
    @Nullable String coupon) {}
