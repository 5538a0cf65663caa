package io.tracklayer.contract.config.sections;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.GppOptOut;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of {@code consent}. */
public final class ConsentOptions {

  private static final int MAX_LENGTH = ConsentConfig.MAX_LENGTH_OF_NAME;

  private ConsentOptions() {}

  /** A purpose or category; never the name of a signal, whose value would be read as an answer. */
  private static ScalarType<String> name() {
    return Types.text()
        .refusing(
            "gpc",
            name ->
                ConsentConfig.SIGNALS.contains(name)
                    ? Optional.of(
                        "`"
                            + name
                            + "` is a signal in the thin payload's consent; choose another name")
                    : Optional.empty())
        .refusing("C".repeat(MAX_LENGTH + 1), ConsentOptions::tooLong);
  }

  private static Optional<String> tooLong(String name) {
    return name.getBytes(UTF_8).length > MAX_LENGTH
        ? Optional.of("has more than " + MAX_LENGTH + " bytes; choose a shorter one")
        : Optional.empty();
  }

  private static Optional<String> several(String ids) {
    return ids.contains(",")
        ? Optional.of("is several in one; write each by itself: [" + ids + "]")
        : Optional.empty();
  }

  public static final Option<List<String>> CONSENT_IDS =
      Option.withDefault(
          "consent_ids",
          Types.listOf(name().refusing("C0003,C0004", ConsentOptions::several)),
          "[]",
          "Category ids of the consent platform, spelt as in context.consentManagement.");

  public static final Option<List<String>> TRAITS =
      Option.withDefault(
          "traits",
          Types.listOf(
              Types.text()
                  .refusing("traits.opt_in", Types::pathOfField)
                  .refusing("t".repeat(MAX_LENGTH + 1), ConsentOptions::tooLong)),
          "[]",
          "Boolean traits that state whether this purpose is granted.");

  public static final Option<List<Integer>> TCF_PURPOSES =
      Option.withDefault(
          "tcf_purposes",
          Types.listOf(Types.number(1, 11)),
          "[]",
          "IAB TCF purposes, 1 to 11, that must all be consented to in the TC string; legitimate"
              + " interest does not count.");

  public static final Option<Integer> TCF_VENDOR =
      Option.optional(
          "tcf_vendor",
          Types.number(1, 65_535),
          "none",
          "A vendor that must also have consent, by its id in the IAB's Global Vendor List: 755"
              + " for Google.");

  public static final Option<List<GppOptOut>> GPP_OPT_OUTS =
      Option.withDefault(
          "gpp_opt_outs",
          Types.listOf(Types.choice(GppOptOut.class)),
          "[]",
          "Opt-outs in the US sections of the IAB GPP string and in the older US Privacy string;"
              + " any of them denies this purpose.");

  public static final Option<Boolean> GPC =
      Option.withDefault(
          "gpc", Types.flag(), "false", "Whether Global Privacy Control denies this purpose.");

  public static final Option<Boolean> AD_TRACKING =
      Option.withDefault(
          "ad_tracking",
          Types.flag(),
          "false",
          "Whether a device that does not allow ad tracking denies this purpose"
              + " (context.device.adTrackingEnabled, attTrackingStatus).");

  public static final Option<Boolean> GRANTED_WHEN_UNKNOWN =
      Option.withDefault(
          "when_unknown",
          Types.choice("denied", "granted").as("granted"::equals),
          "denied",
          "How a purpose counts while nothing is known about it.");

  public static final Option<Map<String, Settings>> PURPOSES =
      Option.withDefault(
          "purposes",
          Types.mapOf(
              name(),
              Types.section(
                  CONSENT_IDS, TRAITS, TCF_PURPOSES, TCF_VENDOR, GPP_OPT_OUTS, GPC, AD_TRACKING)),
          "{marketing: {consent_ids: [C0004], traits: [marketing_opt_in]}, email: {traits:"
              + " [email_opt_in]}}",
          "Each purpose, with the places its state is read from: see docs/consent.md. At most "
              + ConsentConfig.MAX_PURPOSES
              + ", with names of at most "
              + MAX_LENGTH
              + " bytes, since every profile keeps an answer for each.");

  static final ValueType<Settings> SECTION = Types.section(GRANTED_WHEN_UNKNOWN, PURPOSES);
}
