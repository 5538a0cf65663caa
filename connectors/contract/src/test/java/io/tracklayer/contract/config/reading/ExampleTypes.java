package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SecretWords;
import io.tracklayer.contract.config.options.SettingsRule;
import io.tracklayer.contract.config.options.Types;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two destination types as the contract sees them. */
final class ExampleTypes {

  private static final Option<URI> URL =
      Option.required("url", Types.url("https://host/path", "https://host/path"), "The address.");

  private static final Option<Boolean> ALLOW_PRIVATE_ADDRESSES =
      Option.withDefault("allow_private_addresses", Types.flag(), "false", "Private.");

  private static final ScalarType<String> PUBLIC =
      Types.text()
          .refusing(
              "X-Api-Key",
              name ->
                  SecretWords.areIn(name)
                      ? Optional.of("holds a secret in clear")
                      : Optional.empty());

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
              Option.required("dataset_id", Types.pathSegment("1"), "The dataset."),
              Option.required("access_token_ref", Types.secretRef(), "The token."),
              Option.optional("api_version", Types.text(), "none", "The version."),
              Option.optional("test_event_code", Types.text(), "none", "The code.")),
          Set.of("limited_data_use", "opt_out"),
          1000,
          Duration.ofDays(7));

  static final DestinationSpec WEBHOOK =
      new DestinationSpec(
              "webhook",
              Set.of(),
              List.of(
                  URL,
                  Option.required("signing_secret_ref", Types.secretRef(), "The secret."),
                  Option.withDefault(
                      "headers", Types.mapOf(PUBLIC, Types.text()), "{}", "Headers."),
                  ALLOW_PRIVATE_ADDRESSES),
              Set.of(),
              50,
              Duration.ofDays(365))
          .withRule(
              (settings, eventNames) ->
                  URL.find(settings)
                      .filter(
                          url ->
                              url.getScheme().equals("http")
                                  && !ALLOW_PRIVATE_ADDRESSES.in(settings))
                      .map(
                          url ->
                              new SettingsRule.Violation(
                                  URL, "write https, or set allow_private_addresses: true")));

  static final Map<String, DestinationSpec> ALL = Map.of("meta_capi", META, "webhook", WEBHOOK);

  private ExampleTypes() {}
}
