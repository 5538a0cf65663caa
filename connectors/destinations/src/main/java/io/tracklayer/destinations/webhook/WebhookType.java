package io.tracklayer.destinations.webhook;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.http.RotatingSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code webhook}: canonical events to an HTTP endpoint of the operator's, signed. */
public final class WebhookType implements DestinationType {

  static final String URL = "url";
  static final String SIGNING_SECRET_REF = "signing_secret_ref";
  static final String HEADERS = "headers";
  static final String ALLOW_PRIVATE_ADDRESSES = "allow_private_addresses";
  static final String HASH_PERSONAL_DATA = "hash_personal_data";

  /** Ours: the Standard Webhooks specification names no limit. */
  private static final int MAX_BATCH = 1000;

  private static final Duration MAX_AGE = Duration.ofDays(30);

  @Override
  public DestinationSpec spec() {
    return new DestinationSpec(
        "webhook",
        Set.of(),
        List.of(
            new SettingSpec(
                URL,
                SettingSpec.Kind.URL,
                true,
                "Where events are posted to; https, unless allow_private_addresses is true."),
            new SettingSpec(
                SIGNING_SECRET_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The secret that requests are signed with: whsec_ and base64, or plain text;"
                    + " several, separated by white space, while it is rotated."),
            new SettingSpec(
                HEADERS,
                SettingSpec.Kind.MAP,
                false,
                "Headers added to every request; never a secret."),
            new SettingSpec(
                ALLOW_PRIVATE_ADDRESSES,
                SettingSpec.Kind.FLAG,
                false,
                "Whether the endpoint is internal: allows http:// and private addresses."),
            new SettingSpec(
                HASH_PERSONAL_DATA,
                SettingSpec.Kind.FLAG,
                false,
                "Whether personal data goes hashed, or not at all, instead of in clear.")),
        Set.of(),
        MAX_BATCH,
        MAX_AGE);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    boolean operatorsBase = config.baseUrl() != null;
    URI url = operatorsBase ? config.baseUrl() : URI.create(config.settings().requireText(URL));
    RotatingSecret secret =
        new RotatingSecret(secrets, config.settings().secret(SIGNING_SECRET_REF).orElseThrow());
    return new WebhookDestination(
        url,
        config.settings().map(HEADERS),
        new WebhookSigner(secret),
        operatorsBase || config.settings().flag(ALLOW_PRIVATE_ADDRESSES),
        config.settings().flag(HASH_PERSONAL_DATA));
  }
}
