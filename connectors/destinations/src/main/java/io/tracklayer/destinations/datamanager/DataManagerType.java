package io.tracklayer.destinations.datamanager;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SettingsRule;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code google_data_manager}: Google Ads conversions, through the Data Manager API. */
public final class DataManagerType implements DestinationType {

  private static final ScalarType<String> CONVERSION_ACTION =
      Types.text(
          "number", "the number of a conversion action, such as 777", "777", "[1-9][0-9]{0,19}");

  static final Option<String> OPERATING_ACCOUNT_ID =
      Option.required(
          "operating_account_id",
          accountNumber(),
          "The Google Ads account that conversions are credited to, ten digits.");

  static final Option<String> LOGIN_ACCOUNT_ID =
      Option.optional(
          "login_account_id",
          accountNumber(),
          "none",
          "The manager account through which the service account has access.");

  static final Option<Map<String, String>> CONVERSION_ACTIONS =
      Option.required(
          "conversion_actions",
          Types.mapOf(Types.CANONICAL_EVENT, CONVERSION_ACTION),
          "The id of the conversion action for each canonical event; other events are not sent.");

  static final Option<SecretRef> CREDENTIALS_REF =
      Option.required(
          "credentials_ref",
          Types.secretRef(DataManagerServiceAccount::flaw),
          "The key file (JSON) of a service account with access to the account.");

  static final Option<Boolean> VALIDATE_ONLY =
      Option.withDefault(
          "validate_only",
          Types.flag(),
          "false",
          "Google only checks events and keeps none, so never leave this on.");

  static final Option<Boolean> RESTATE =
      Option.withDefault(
          "restate",
          Types.flag(),
          "false",
          "A refund restates the value of its order, if that was delivered; otherwise refunds are not"
              + " sent.");

  static final String AD_USER_DATA = "ad_user_data";
  static final String AD_PERSONALIZATION = "ad_personalization";

  // https://developers.google.com/data-manager/api/limits
  private static final int MAX_BATCH = 2_000;

  /** The longest conversion window. */
  private static final Duration MAX_AGE = Duration.ofDays(90);

  /**
   * A refund is no conversion of its own: it may only restate the value of one that Google knows
   * (https://developers.google.com/data-manager/api/devguides/events/google-ads/conversion-adjustments).
   * Changes of an order, and of a profile, are not conversions.
   */
  private static final Set<String> NEVER =
      Set.of(
          CanonicalNames.ORDER_UPDATED,
          CanonicalNames.ORDER_CANCELLED,
          CanonicalNames.REFUND,
          CanonicalNames.PROFILE_UPDATE);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "google_data_manager",
            Set.of(
                CanonicalNames.PAGE_VIEW,
                CanonicalNames.VIEW_CONTENT,
                CanonicalNames.SEARCH,
                CanonicalNames.ADD_TO_WISHLIST,
                CanonicalNames.ADD_TO_CART,
                CanonicalNames.VIEW_CART,
                CanonicalNames.BEGIN_CHECKOUT,
                CanonicalNames.ADD_PAYMENT_INFO,
                CanonicalNames.PURCHASE,
                CanonicalNames.LEAD,
                CanonicalNames.SIGN_UP,
                CanonicalNames.SUBSCRIBE),
            List.of(
                OPERATING_ACCOUNT_ID,
                LOGIN_ACCOUNT_ID,
                CONVERSION_ACTIONS,
                CREDENTIALS_REF,
                VALIDATE_ONLY,
                RESTATE),
            Set.of(AD_USER_DATA, AD_PERSONALIZATION),
            MAX_BATCH,
            MAX_AGE)
        .withApi(DataManagerEndpoint.API)
        .knownToSourcesAs(
            "Google Ads",
            "Google Adwords Enhanced Conversions",
            "Google Ads Enhanced Conversions",
            "Google Adwords Offline Conversions",
            "Google Ads Offline Conversions")
        .neverSending(NEVER)
        .restatingIf(RESTATE)
        .withEventNames(CONVERSION_ACTION)
        .withRule(DataManagerType::noConversionAction);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    Settings settings = config.settings();
    return new DataManagerDestination(
        DataManagerEndpoint.of(config),
        new DataManagerAccount(
            OPERATING_ACCOUNT_ID.in(settings),
            LOGIN_ACCOUNT_ID.find(settings).orElse(null),
            VALIDATE_ONLY.in(settings)),
        conversionActions(config),
        RESTATE.in(settings),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, CREDENTIALS_REF.in(settings)));
  }

  private static Map<String, String> conversionActions(DestinationConfig config) {
    Map<String, String> ids = new HashMap<>(CONVERSION_ACTIONS.in(config.settings()));
    ids.putAll(config.eventNames());
    ids.keySet().removeAll(NEVER);
    return ids;
  }

  /** Google shows account numbers with hyphens. */
  private static ScalarType<String> accountNumber() {
    return Types.text(
            "number",
            "the number of an account, ten digits such as 123-456-7890",
            "123-456-7890",
            "-*([0-9]-*){10}")
        .as(number -> number.replace("-", ""));
  }

  private static Optional<SettingsRule.Violation> noConversionAction(
      Settings settings, Map<String, String> eventNames) {
    return CONVERSION_ACTIONS
        .find(settings)
        .filter(actions -> actions.isEmpty() && eventNames.isEmpty())
        .map(
            actions ->
                new SettingsRule.Violation(
                    CONVERSION_ACTIONS,
                    "is empty, so nothing would be sent; write one, as in {purchase: 777}"));
  }
}
