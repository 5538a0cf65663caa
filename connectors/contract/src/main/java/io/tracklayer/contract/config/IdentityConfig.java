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
 * @param sharedDevices whose a device is that two people were seen on
 * @param blockedValues values that identify nobody, added to the built-in ones
 * @param defaultRegion ISO 3166-1 alpha-2, for phone numbers without a country code; none where
 *     those are not read
 */
public record IdentityConfig(
    SecretRef keyRef,
    Map<String, Integer> limits,
    List<String> externalIds,
    SharedDevices sharedDevices,
    List<String> blockedValues,
    @Nullable String defaultRegion)
    implements Serializable {

  /** Whose an event is that carries nothing but identifiers which two people were seen with. */
  public enum SharedDevices {
    /** Nobody's: it gets a profile of the device's own, and nothing of either person. */
    OWN_PROFILE,
    /** The first person's. */
    FIRST_OWNER
  }

  public static final int DEFAULT_EXTERNAL_LIMIT = 5;
}
