package io.tracklayer.contract.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One product line, as far as it is known.
 *
 * @param category2 to {@code category5}: finer than {@code category}, level by level
 * @param quantity may be fractional (weight)
 * @param discount for one piece
 * @param affiliation the shop or supplier that sold it
 * @param position in its list, as the source counts
 * @param listId of the list in which it was shown
 * @param url of the product's page
 */
public record Item(
    @Nullable String id,
    @Nullable String sku,
    @Nullable String name,
    @Nullable String brand,
    @Nullable String category,
    @Nullable String category2,
    @Nullable String category3,
    @Nullable String category4,
    @Nullable String category5,
    @Nullable String variant,
    @Nullable BigDecimal price,
    @Nullable BigDecimal quantity,
    @Nullable String coupon,
    @Nullable BigDecimal discount,
    @Nullable String affiliation,
    @Nullable Integer position,
    @Nullable String listId,
    @Nullable String listName,
    @Nullable String url,
    @Nullable String imageUrl) {}
