package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One destination of each type, and what each would be sent of an event. */
final class EveryType {

  static final TrackLayerConfig SETTINGS =
      FieldCases.settings(
          """
          endpoints:
            - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
          identity: {key_ref: K}
          consent:
            purposes:
              marketing: {consent_ids: [C0004]}
          destinations:
            - {name: meta, type: meta_capi, account: acct, environment: production, consent: [], settings: {dataset_id: "1234567890", access_token_ref: T}}
            - {name: analytics, type: ga4, account: acct, environment: production, consent: [], signals: {ad_user_data: [marketing]}, settings: {measurement_id: G-ABC1234567, api_secret_ref: T, anonymous_id_as_client_id: true}}
            - {name: google, type: google_data_manager, account: acct, environment: production, consent: [], settings: {operating_account_id: "1234567890", conversion_actions: {purchase: "777"}, credentials_ref: T}}
            - {name: tiktok, type: tiktok_events, account: acct, environment: production, consent: [], settings: {pixel_code: C4ABCDEF, access_token_ref: T}}
            - {name: pinterest, type: pinterest_conversions, account: acct, environment: production, consent: [], settings: {ad_account_id: "549755885175", access_token_ref: T}}
            - {name: snapchat, type: snapchat_capi, account: acct, environment: production, consent: [], settings: {pixel_id: a1b2c3d4-e5f6-4711-8899-aabbccddeeff, access_token_ref: T}}
            - {name: klaviyo, type: klaviyo, account: acct, environment: production, consent: [], settings: {api_key_ref: T}}
            - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
          """);

  /** Destinations of their own for apps, where there are such. */
  private static final TrackLayerConfig FOR_APPS =
      FieldCases.settings(
          """
          endpoints:
            - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
          identity: {key_ref: K}
          destinations:
            - {name: analytics, type: ga4, account: acct, environment: production, consent: [], settings: {firebase_app_id: "1:42:ios:321abc456def7890", api_secret_ref: T}}
            - {name: tiktok, type: tiktok_events, account: acct, environment: production, consent: [], settings: {pixel_code: "7568899277611696136", event_source: app, app_id: "343200656", access_token_ref: T}}
          """);

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  private EveryType() {}

  /** By type: the body of the request. */
  static Map<String, String> sent(CanonicalEvent event) {
    return sent(event, SETTINGS);
  }

  /** By type: the body of the request for an app on iOS. */
  static Map<String, String> sentForApps(CanonicalEvent event) {
    return sent(event, FOR_APPS);
  }

  private static Map<String, String> sent(CanonicalEvent event, TrackLayerConfig settings) {
    Map<String, String> sent = new TreeMap<>();
    for (DestinationConfig destination : settings.destinations()) {
      Destination api = new Destinations().open(destination, PlaceholderSecrets.INSTANCE);
      Mapping mapping =
          api.map(event, new MappingContext(Map.of("marketing", ConsentState.GRANTED), Set.of()));
      if (mapping instanceof Mapping.Mapped mapped) {
        sent.put(destination.type(), new String(api.request(List.of(mapped), NOW).body(), UTF_8));
      }
    }
    assertThat(sent).isNotEmpty();
    return sent;
  }

  /** The types whose request contains this text. */
  static Set<String> with(String text, Map<String, String> sent) {
    Set<String> types = new TreeSet<>();
    sent.forEach(
        (type, request) -> {
          if (request.contains(text)) {
            types.add(type);
          }
        });
    return types;
  }
}
