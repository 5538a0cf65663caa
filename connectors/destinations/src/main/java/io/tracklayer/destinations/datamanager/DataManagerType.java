package io.tracklayer.destinations.datamanager;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code google_data_manager}: conversions of Google Ads, by the Data Manager API. */
public final class DataManagerType implements DestinationType {

  static final String OPERATING_ACCOUNT_ID = "operating_account_id";
  static final String LOGIN_ACCOUNT_ID = "login_account_id";
  static final String CONVERSION_ACTIONS = "conversion_actions";
  static final String CREDENTIALS_REF = "credentials_ref";
  static final String VALIDATE_ONLY = "validate_only";

  static final String AD_USER_DATA = "ad_user_data";
  static final String AD_PERSONALIZATION = "ad_personalization";

  // https://developers.google.com/data-manager/api/limits
  private static final int MAX_BATCH = 2_000;

  /** The longest conversion window. */
  private static final Duration MAX_AGE = Duration.ofDays(90);

  /** A refund is an adjustment, which this API does not know; a profile update no conversion. */
  private static final Set<String> NEVER =
      Set.of(CanonicalNames.REFUND, CanonicalNames.PROFILE_UPDATE);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "google_data_manager",
        Set.of(
            CanonicalNames.PAGE_VIEW,
            CanonicalNames.VIEW_CONTENT,
            CanonicalNames.ADD_TO_CART,
            CanonicalNames.BEGIN_CHECKOUT,
            CanonicalNames.PURCHASE,
            CanonicalNames.LEAD,
            CanonicalNames.SIGN_UP),
        List.of(
            new SettingSpec(
                OPERATING_ACCOUNT_ID,
                SettingSpec.Kind.TEXT,
                true,
                "The Google Ads account that the conversions count for, ten digits."),
            new SettingSpec(
                LOGIN_ACCOUNT_ID,
                SettingSpec.Kind.TEXT,
                false,
                "The manager account by which the service account has access to it."),
            new SettingSpec(
                CONVERSION_ACTIONS,
                SettingSpec.Kind.MAP,
                true,
                "Canonical event to the id of the conversion action; others are not sent."),
            new SettingSpec(
                CREDENTIALS_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The key file (JSON) of a service account with access to the account."),
            new SettingSpec(
                VALIDATE_ONLY,
                SettingSpec.Kind.FLAG,
                false,
                "Has Google check events and keep none, so never leave it on.")),
        Set.of(AD_USER_DATA, AD_PERSONALIZATION),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when an account or conversion action is no number
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    Settings settings = config.settings();
    return new DataManagerDestination(
        new DataManagerEndpoint(ApiAddress.of(config, DataManagerEndpoint.VENDOR)),
        new DataManagerAccount(
            number(OPERATING_ACCOUNT_ID, settings.requireText(OPERATING_ACCOUNT_ID)),
            settings.text(LOGIN_ACCOUNT_ID).map(id -> number(LOGIN_ACCOUNT_ID, id)).orElse(null),
            settings.flag(VALIDATE_ONLY)),
        conversionActions(config),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, settings.secret(CREDENTIALS_REF).orElseThrow()));
  }

  private static Map<String, String> conversionActions(DestinationConfig config) {
    Map<String, String> ids = new HashMap<>(config.settings().map(CONVERSION_ACTIONS));
    ids.putAll(config.eventNames());
    ids.keySet().removeAll(NEVER);
    ids.replaceAll((event, id) -> number(CONVERSION_ACTIONS + "." + event, id));
    return ids;
  }

  /** Google shows account numbers with hyphens. */
  private static String number(String setting, String value) {
    String digits = value.strip().replace("-", "");
    if (!digits.matches("\\d{1,20}")) {
      throw new IllegalStateException("settings." + setting + " is a number, such as 1234567890");
    }
    return digits;
  }
}
