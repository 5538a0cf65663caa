package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param keyRef where the key for node ids is kept
 * @param limits the most identifiers of each type that one profile may hold; external types without
 *     an entry get {@link #DEFAULT_EXTERNAL_LIMIT}
 * @param externalIds names taken as identifier types from context.externalId, traits and properties
 * @param sharedDevices who owns a device that two people were seen on
 * @param blockedValues values that identify nobody, added to the built-in ones
 * @param defaultRegion ISO 3166-1 alpha-2, for phone numbers without a country code; none to ignore
 *     such numbers
 */
public record IdentityConfig(
    SecretRef keyRef,
    Map<String, Integer> limits,
    List<String> externalIds,
    SharedDevices sharedDevices,
    List<String> blockedValues,
    @Nullable String defaultRegion)
    implements Serializable {

  /** Who an event belongs to if two people were seen with each of its identifiers. */
  public enum SharedDevices {
    /** Neither of them: it gets the device's own profile, with no data of either person. */
    OWN_PROFILE,
    /** The person seen first. */
    FIRST_OWNER
  }

  public static final int DEFAULT_EXTERNAL_LIMIT = 5;
}
