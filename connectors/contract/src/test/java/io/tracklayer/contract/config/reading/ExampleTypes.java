package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.contract.config.options.SettingSpec.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two destination types as the contract sees them. */
final class ExampleTypes {

  static final DestinationSpec META =
      new DestinationSpec(
          "meta_capi",
          Set.of(
              "page_view",
              "view_content",
              "add_to_cart",
              "begin_checkout",
              "purchase",
              "lead",
              "sign_up"),
          List.of(
              new SettingSpec("dataset_id", Kind.TEXT, true, "The dataset."),
              new SettingSpec("access_token_ref", Kind.SECRET_REF, true, "The token."),
              new SettingSpec("api_version", Kind.TEXT, false, "The version."),
              new SettingSpec("test_event_code", Kind.TEXT, false, "The code.")),
          Set.of("limited_data_use", "opt_out"),
          1000,
          Duration.ofDays(7));

  static final DestinationSpec WEBHOOK =
      new DestinationSpec(
          "webhook",
          Set.of(),
          List.of(
              new SettingSpec("url", Kind.URL, true, "The address."),
              new SettingSpec("signing_secret_ref", Kind.SECRET_REF, true, "The secret."),
              new SettingSpec("headers", Kind.MAP, false, "Headers."),
              new SettingSpec("allow_private_addresses", Kind.FLAG, false, "Private.")),
          Set.of(),
          50,
          Duration.ofDays(365));

  static final Map<String, DestinationSpec> ALL = Map.of("meta_capi", META, "webhook", WEBHOOK);

  private ExampleTypes() {}
}
