package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of {@code identity}. */
public final class IdentityOptions {

  private static final Set<String> OWN_TYPES =
      Set.of(
          Identifier.USER_ID,
          Identifier.EMAIL,
          Identifier.PHONE,
          Identifier.ANONYMOUS_ID,
          Identifier.ADVERTISING_ID);

  private IdentityOptions() {}

  /** {@code userId} is no type beside {@code user_id}. */
  private static boolean isSpeltLike(String own, String type) {
    return type.replaceAll("[_-]", "").equalsIgnoreCase(own.replace("_", ""));
  }

  public static final Option<SecretRef> KEY_REF =
      Option.required(
          "key_ref",
          Types.secretRef(NodeIds::flawOfKey),
          "Where the identity key is kept: any text of "
              + NodeIds.MIN_KEY_BYTES
              + " bytes or more. Another key makes every person a stranger.");

  public static final Option<Map<String, Integer>> LIMITS =
      Option.withDefault(
          "limits",
          new MapType<>(Types.text(), Types.number(1, 1000), true),
          "{user_id: 1, email: 5, phone: 5}",
          "How many identifiers of a type one profile may hold; a union past it is refused."
              + " External ids not named here: "
              + IdentityConfig.DEFAULT_EXTERNAL_LIMIT
              + ".");

  public static final Option<List<String>> EXTERNAL_IDS =
      Option.withDefault(
          "external_ids",
          Types.listOf(
              Types.text(
                      "text",
                      "a type of up to 64 visible ASCII characters",
                      "crm_id",
                      "[!-~]{1,64}")
                  .refusing(
                      Identifier.EMAIL,
                      type ->
                          OWN_TYPES.stream().anyMatch(own -> isSpeltLike(own, type))
                              ? Optional.of("`" + type + "` is taken already; leave it out")
                              : Optional.empty())),
          "[crm_id, loyalty_id]",
          "Identifier types of your own, taken from context.externalId, traits and properties.");

  public static final Option<IdentityConfig.SharedDevices> SHARED_DEVICES =
      Option.withDefault(
          "shared_devices",
          Types.choice(IdentityConfig.SharedDevices.class),
          "own_profile",
          "Whose an event is that carries nothing but a device which two people were seen on: with"
              + " own_profile nobody's, with first_owner the first person's.");

  public static final Option<List<String>> BLOCKED_VALUES =
      Option.withDefault(
          "blocked_values",
          Types.listOf(Types.text()),
          "[test@test.com]",
          "Values that identify nobody, besides the built-in ones (null, guest, 0, …).");

  public static final Option<String> DEFAULT_REGION =
      Option.withDefault(
          "default_region",
          Types.text(
                  "country code or none",
                  "a country of ISO 3166-1 in two capitals (US, DE), or none",
                  "DE",
                  "[A-Z]{2}|none")
              .except("XX", text -> !Regions.isRegionOrNone(text)),
          Regions.NONE,
          "The country of phone numbers without a country code, where the event has no address."
              + " With none, such numbers are not used: a wrong guess gives a person the number of a"
              + " stranger.");

  static final ValueType<Settings> SECTION =
      Types.section(KEY_REF, LIMITS, EXTERNAL_IDS, SHARED_DEVICES, BLOCKED_VALUES, DEFAULT_REGION);
}
