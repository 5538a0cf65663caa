package io.tracklayer.destinations;

import io.tracklayer.contract.delivery.MatchKey;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor says of the match quality of one kind of events that it received.
 *
 * @param score the vendor's own; none if it gives none
 * @param shares the percentage of events that carry each match key
 */
public record VendorQuality(@Nullable BigDecimal score, Map<MatchKey, BigDecimal> shares) {}
