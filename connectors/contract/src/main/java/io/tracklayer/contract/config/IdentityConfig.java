package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param keyRef where the key is kept that node ids are made with
 * @param limits identifier type to how many of it one profile may hold; types that are absent and
 *     external get {@link #DEFAULT_EXTERNAL_LIMIT}
 * @param externalIds names taken as identifier types from context.externalId, traits and properties
 * @param blockedValues values that identify nobody, added to the built-in ones
 * @param defaultRegion ISO 3166-1 alpha-2, for phone numbers without a country code; none where
 *     those are not read
 */
public record IdentityConfig(
    SecretRef keyRef,
    Map<String, Integer> limits,
    List<String> externalIds,
    List<String> blockedValues,
    @Nullable String defaultRegion)
    implements Serializable {

  public static final int DEFAULT_EXTERNAL_LIMIT = 5;
}
