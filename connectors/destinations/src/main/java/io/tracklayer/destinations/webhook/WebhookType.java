package io.tracklayer.destinations.webhook;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SecretWords;
import io.tracklayer.contract.config.options.SettingsRule;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.http.AddressRule;
import io.tracklayer.destinations.http.RotatingSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code webhook}: canonical events, signed, to an HTTP endpoint of the operator's. */
public final class WebhookType implements DestinationType {

  static final Option<URI> URL =
      Option.required(
          "url",
          Types.url("https://host/path", "https://crm.example.com/hooks/tracklayer")
              .refusing("https://host/path#part", WebhookType::fragment)
              .refusing("https://host/a/../path", Types::lostSegment),
          "The address that events are posted to; https, unless allow_private_addresses is true.");

  static final Option<SecretRef> SIGNING_SECRET_REF =
      Option.required(
          "signing_secret_ref",
          Types.secretRef(WebhookSigner::flaw),
          "The secret for signing requests: whsec_ and base64, or plain text. While it is"
              + " rotated, several separated by white space.");

  static final Option<Map<String, String>> HEADERS =
      Option.withDefault(
          "headers",
          Types.mapOf(headerName(), headerValue()).ignoringCase(),
          "{}",
          "Headers to add to every request; never put a secret here.");

  static final Option<Boolean> ALLOW_PRIVATE_ADDRESSES =
      Option.withDefault(
          "allow_private_addresses",
          Types.flag(),
          "false",
          "Whether the endpoint is internal, which allows http:// and private addresses.");

  static final Option<Boolean> HASH_PERSONAL_DATA =
      Option.withDefault(
          "hash_personal_data",
          Types.flag(),
          "false",
          "Whether personal data is hashed or left out instead of sent in clear.");

  /** Our own limit: the Standard Webhooks specification names none. */
  private static final int MAX_BATCH = 1000;

  private static final Duration MAX_AGE = Duration.ofDays(30);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
            "webhook",
            Set.of(),
            List.of(URL, SIGNING_SECRET_REF, HEADERS, ALLOW_PRIVATE_ADDRESSES, HASH_PERSONAL_DATA),
            Set.of(),
            MAX_BATCH,
            MAX_AGE)
        .withRule(WebhookType::refusedAddress);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    Settings settings = config.settings();
    return new WebhookDestination(
        WebhookEndpoint.of(config),
        HEADERS.in(settings),
        new WebhookSigner(new RotatingSecret(secrets, SIGNING_SECRET_REF.in(settings))),
        HASH_PERSONAL_DATA.in(settings),
        new PageAddress(config.pageParameters()));
  }

  private static Optional<String> fragment(String url) {
    return url.indexOf('#') < 0
        ? Optional.empty()
        : Optional.of("has a fragment, which is never sent; leave out # and everything after it");
  }

  /**
   * Where a host name leads is known only when it is looked up; anything else is reported at once.
   */
  private static Optional<SettingsRule.Violation> refusedAddress(
      Settings settings, Map<String, String> eventNames) {
    AddressRule rule = new AddressRule(ALLOW_PRIVATE_ADDRESSES.find(settings).orElse(false));
    return URL.find(settings)
        .flatMap(rule::refusal)
        .map(
            refusal ->
                new SettingsRule.Violation(
                    URL,
                    (refusal == Reason.INSECURE_URL
                            ? "is plain http; write https"
                            : "is not an address of the public internet; write one")
                        + ", or set "
                        + ALLOW_PRIVATE_ADDRESSES.key()
                        + ": true"));
  }

  /** A token of RFC 9110, section 5.6.2. */
  private static ScalarType<String> headerName() {
    return Types.text(
            "header", "the name of a header", "X-Shop", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}")
        .refusing("X-Api-Key", WebhookType::secretInClear)
        .refusing("Content-Type", WebhookType::ownHeader);
  }

  private static Optional<String> secretInClear(String header) {
    return SecretWords.areIn(header)
        ? Optional.of("holds a secret in clear; nothing secret belongs here")
        : Optional.empty();
  }

  private static Optional<String> ownHeader(String header) {
    return WebhookDestination.OURS.contains(header.toLowerCase(Locale.ROOT))
        ? Optional.of("is set by TrackLayer or its HTTP client; leave it out")
        : Optional.empty();
  }

  /** Only printable ASCII: anything more is not portable, and a line break would end the header. */
  private static ScalarType<String> headerValue() {
    return Types.text("text", "up to 4096 printable ASCII characters", "main", "[ -~]{0,4095}[!-~]")
        .refusing("Bearer abc", WebhookType::credentials);
  }

  private static Optional<String> credentials(String value) {
    return value.matches("(?i)(bearer|basic)\\s.*")
        ? Optional.of("is a secret in clear; nothing secret belongs here")
        : Optional.empty();
  }
}
