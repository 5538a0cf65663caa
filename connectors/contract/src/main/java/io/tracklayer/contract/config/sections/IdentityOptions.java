package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.MapType;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
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

  /** {@code userId} is {@code user_id} in another spelling, not a type of its own. */
  private static boolean isSpeltLike(String own, String type) {
    return type.replaceAll("[_-]", "").equalsIgnoreCase(own.replace("_", ""));
  }

  private static Optional<String> addressPattern(String value) {
    return value.matches("@.*|.*\\*.*@.*|.*@.*\\*.*")
        ? Optional.of("is compared as it is, so it blocks no address; write each in full")
        : Optional.empty();
  }

  public static final Option<SecretRef> KEY_REF =
      Option.required(
          "key_ref",
          Types.secretRef(NodeIds::flawOfKey),
          "Where the identity key is kept: any text of "
              + NodeIds.MIN_KEY_BYTES
              + " bytes or more. With a new key, every person is a stranger again.");

  public static final Option<Map<String, Integer>> LIMITS =
      Option.withDefault(
          "limits",
          new MapType<>(Types.text(), Types.number(1, 1000), true, false),
          "{user_id: 1, email: 5, phone: 5}",
          "The most identifiers of each type that one profile may hold; profiles that would"
              + " exceed it are not joined. External ids without an entry: "
              + IdentityConfig.DEFAULT_EXTERNAL_LIMIT
              + ". Of all types together, a profile holds at most 80.");

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
                              : Optional.empty())
                  .refusing("traits.crm_id", Types::pathOfField)),
          "[crm_id, loyalty_id]",
          "Identifier types of your own, taken from context.externalId, traits and properties.");

  public static final Option<IdentityConfig.SharedDevices> SHARED_DEVICES =
      Option.withDefault(
          "shared_devices",
          Types.choice(IdentityConfig.SharedDevices.class),
          "own_profile",
          "Who an event belongs to if its only identifier is a device that two people were seen"
              + " on: own_profile gives it a profile of the device's own, first_owner gives it to"
              + " the person seen first.");

  public static final Option<List<String>> BLOCKED_VALUES =
      Option.withDefault(
          "blocked_values",
          Types.listOf(Types.text().refusing("*@test.com", IdentityOptions::addressPattern)),
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
          "The country of phone numbers without a country code if the event has no address. With"
              + " none, such numbers are ignored: a wrong guess would give a person a stranger's"
              + " number.");

  static final ValueType<Settings> SECTION =
      Types.section(KEY_REF, LIMITS, EXTERNAL_IDS, SHARED_DEVICES, BLOCKED_VALUES, DEFAULT_REGION);
}
