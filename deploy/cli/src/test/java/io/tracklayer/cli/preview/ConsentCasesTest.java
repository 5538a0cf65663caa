package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.gate.selection.IntegrationNames;
import io.tracklayer.job.gate.selection.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Consent cases that users reported, as they sent them: events in order of arrival, from
 * RudderStack's envelope to each destination's gate.
 */
class ConsentCasesTest {

  private static final String SENT = "sent";

  private static final TrackLayerConfig SETTINGS =
      FieldCases.settings(
          """
          endpoints:
            - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
          identity: {key_ref: K}
          consent:
            purposes:
              marketing: {consent_ids: [C0004], traits: [marketing_opt_in], gpp_opt_outs: [sale], gpc: true}
          destinations:
            - {name: meta, type: meta_capi, account: acct, environment: production, consent: [marketing], settings: {dataset_id: "1234567890", access_token_ref: T}}
            - {name: analytics, type: ga4, account: acct, environment: production, consent: [], settings: {measurement_id: G-ABC1234567, api_secret_ref: T}}
            - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
          """);

  private final FieldCases cases = new FieldCases("consent-cases.ndjson", SETTINGS);
  private final Map<String, Map<String, ProfileConsent>> known = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "consent-allowed-list-shrunk, 0, sent, sent, sent",
    "consent-allowed-list-shrunk, 1, no_consent, sent, sent",
    "consent-denied-form-1, 1, no_consent, sent, sent",
    "consent-denied-form-2, 1, no_consent, sent, sent",
    "consent-denied-form-3, 1, no_consent, sent, sent",
    "consent-denied-unreadable, 0, sent, sent, sent",
    "consent-denied-unreadable, 1, consent_unreadable, sent, sent",
    "consent-onetrust-map, 0, sent, sent, sent",
    "consent-word-1, 2, no_consent, sent, sent",
    "consent-word-2, 2, no_consent, sent, sent",
    "consent-word-3, 2, no_consent, sent, sent",
    "consent-word-4, 2, no_consent, sent, sent",
    "consent-word-5, 2, no_consent, sent, sent",
    "consent-trait-emptied, 2, no_consent, sent, sent",
    "integrations-false, 0, excluded_by_source, sent, sent",
    "integrations-only, 0, excluded_by_source, sent, excluded_by_source",
    "integrations-webhook-only, 0, sent, sent, sent",
    "us-privacy, 0, no_consent, sent, sent",
    "gpc-by-the-browser's-name, 0, no_consent, sent, sent",
    "meta-data-processing-options, 0, sent, sent, sent",
  })
  void whatIsSentWhere(String id, int index, String meta, String analytics, String crm) {
    JsonNode events = cases.events(id);
    Map<String, String> decided = Map.of();
    for (int i = 0; i <= index; i++) {
      decided = decide(cases.canonical(events.get(i)).orElse(null));
    }

    assertThat(decided)
        .as(cases.right(id))
        .isEqualTo(Map.of("meta", meta, "analytics", analytics, "crm", crm));
  }

  @Test
  void noCaseIsForgotten() {
    assertThat(FieldCases.triedBy(ConsentCasesTest.class)).isEqualTo(cases.ids());
  }

  @Test
  void metaIsToldTheDataProcessingOptionsOfTheSource() {
    CanonicalEvent event = cases.canonical("meta-data-processing-options").get(0);
    Mapping mapped =
        new Destinations()
            .open(
                SETTINGS.destinations().get(0),
                new Secrets() {
                  @Override
                  public Optional<String> find(SecretRef ref) {
                    return Optional.of("token");
                  }
                })
            .map(event, new MappingContext(Map.of("marketing", ConsentState.GRANTED), Set.of()));

    assertThat(new String(((Mapping.Mapped) mapped).body(), UTF_8))
        .contains(
            "\"data_processing_options\":[\"LDU\"],\"data_processing_options_country\":1,"
                + "\"data_processing_options_state\":1000");
  }

  /** For each destination: sent, or the reason why not. */
  private Map<String, String> decide(CanonicalEvent event) {
    Map<String, String> decided = new TreeMap<>();
    Map<String, DestinationSpec> specs = new Destinations().specs();
    for (DestinationConfig destination : SETTINGS.destinations()) {
      RequiredConsent required = RequiredConsent.of(destination.consent(), false);
      Map<String, ProfileConsent> profiles =
          known.computeIfAbsent(destination.name(), name -> new HashMap<>());
      Gate.Decision step =
          new Gate(required)
              .handle(
                  profiles.getOrDefault(event.profileId(), ProfileConsent.NOTHING),
                  new Selection(
                          destination,
                          requireNonNull(specs.get(destination.type())),
                          IntegrationNames.of(SETTINGS, destination, specs))
                      .arrival(event, Copy.NOTHING, null));
      profiles.put(event.profileId(), step.state());
      decided.put(destination.name(), decision(required, requireNonNull(step.copy())));
    }
    return decided;
  }

  private static String decision(RequiredConsent required, Copy copy) {
    if (copy.refusal() != null) {
      Reason refusal = copy.refusal().reason();
      return refusal == Reason.NO_COUNTERPART ? SENT : refusal.text();
    }
    if (copy.isPermitted()) {
      return SENT;
    }
    Statement statement = copy.consent().get(required.firstRefused(copy.consent()));
    return statement != null && statement.isUnreadable() ? "consent_unreadable" : "no_consent";
  }
}
