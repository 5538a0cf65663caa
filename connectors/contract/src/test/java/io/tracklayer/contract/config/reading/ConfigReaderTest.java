package io.tracklayer.contract.config.reading;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.config.GppOptOut;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.PageParameter;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.testing.RepositoryFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

  private static final String EXAMPLE = ExampleConfig.yaml();

  private static final String MINIMAL =
      """
      endpoints:
        - url: http://localhost:8080/rudderstack/events
          account: acct
          environment: test
          secret_ref: SECRET
      identity:
        key_ref: KEY
      destinations:
        - name: meta
          type: meta_capi
          account: acct
          environment: test
          consent: []
          settings: {dataset_id: 007, access_token_ref: TOKEN}
        - name: crm
          type: webhook
          account: acct
          environment: test
          consent: [marketing]
          settings: {url: "https://crm.example.com/in", signing_secret_ref: file:/run/secrets/crm}
      """;

  private final ConfigReader reader = new ConfigReader(ExampleTypes.ALL);

  @Nested
  class WhatIsRead {

    @Test
    void theExampleIsReadAsWritten() {
      TrackLayerConfig config = valid(EXAMPLE);

      assertThat(config.kafka())
          .isEqualTo(
              new KafkaConfig(
                  "localhost:9092", "tracklayer", Map.of(), new SecretRef("KAFKA_PROPERTIES")));
      assertThat(config.endpoints())
          .containsExactly(
              new EndpointConfig(
                  URI.create("https://inbound.tracklayer.io/rudderstack/events"),
                  "acct_live_123",
                  "production",
                  "rudderstack",
                  List.of(new SecretRef("TRACKLAYER_DESTINATION_SECRET")),
                  List.of(
                      "Product Viewed",
                      "Product Added",
                      "Checkout Started",
                      "Order Completed",
                      "Lead Submitted",
                      "Signed Up",
                      "Trial Booked"),
                  Map.of("Trial Booked", "lead"),
                  List.of(
                      "properties.event_id",
                      "properties.eventID",
                      "context.event_id",
                      "traits.event_id",
                      "context.traits.event_id"),
                  401,
                  4 * 1024 * 1024,
                  1000,
                  true,
                  null));
      assertThat(config.identity())
          .isEqualTo(
              new IdentityConfig(
                  new SecretRef("TRACKLAYER_IDENTITY_KEY"),
                  Map.of("user_id", 1, "email", 5, "phone", 5),
                  List.of("crm_id", "loyalty_id"),
                  IdentityConfig.SharedDevices.OWN_PROFILE,
                  List.of("test@test.com"),
                  null));
      assertThat(config.dedup())
          .isEqualTo(new DedupConfig(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(7)));
      assertThat(config.consent())
          .isEqualTo(
              new ConsentConfig(
                  false,
                  Map.of(
                      "marketing",
                      new ConsentConfig.Purpose(List.of("C0004"), List.of("marketing_opt_in")),
                      "email",
                      new ConsentConfig.Purpose(List.of(), List.of("email_opt_in")))));
      assertThat(config.destinations())
          .containsExactly(
              new DestinationConfig(
                  "meta",
                  "meta_capi",
                  "acct_live_123",
                  "production",
                  List.of("purchase", "lead", "begin_checkout"),
                  Map.of("begin_checkout", "InitiateCheckout"),
                  List.of("marketing"),
                  Map.of("limited_data_use", List.of("marketing")),
                  new Settings(
                      Map.of(
                          "dataset_id",
                          "123",
                          "access_token_ref",
                          new SecretRef("META_ACCESS_TOKEN"))),
                  URI.create("http://localhost:8089/meta"),
                  new DeliveryConfig(
                      DeliveryConfig.Mode.SEND,
                      DeliveryConfig.Start.END,
                      100,
                      Duration.ofMillis(200),
                      8,
                      1_000_000,
                      50,
                      Duration.ofDays(7)),
                  null,
                  true,
                  EventCondition.NONE,
                  Map.of()),
              new DestinationConfig(
                  "crm",
                  "webhook",
                  "acct_live_123",
                  "production",
                  List.of(),
                  Map.of(),
                  List.of(),
                  Map.of(),
                  new Settings(
                      Map.of(
                          "url",
                          URI.create("https://crm.example.com/hooks/tracklayer"),
                          "signing_secret_ref",
                          new SecretRef("CRM_SIGNING_SECRET"),
                          "headers",
                          new TreeMap<String, String>(),
                          "allow_private_addresses",
                          false)),
                  null,
                  new DeliveryConfig(
                      DeliveryConfig.Mode.SEND,
                      DeliveryConfig.Start.END,
                      50,
                      Duration.ofMillis(200),
                      8,
                      1_000_000,
                      50,
                      Duration.ofDays(7)),
                  null,
                  true,
                  EventCondition.NONE,
                  Map.of()));
    }

    @Test
    void aPurposeMayAskStringsOfTheIabAndSettingsOfBrowserAndDevice() {
      TrackLayerConfig config =
          valid(
              MINIMAL
                  + """
                  consent:
                    purposes:
                      marketing: {tcf_purposes: [1, 3, 4], tcf_vendor: 755, gpp_opt_outs: [sale, sharing, targeted_advertising], gpc: true, ad_tracking: true}
                      email: {}
                  """);

      assertThat(config.consent().purposes())
          .isEqualTo(
              Map.of(
                  "marketing",
                  new ConsentConfig.Purpose(
                      List.of(),
                      List.of(),
                      List.of(1, 3, 4),
                      755,
                      List.of(GppOptOut.SALE, GppOptOut.SHARING, GppOptOut.TARGETED_ADVERTISING),
                      true,
                      true),
                  "email",
                  new ConsentConfig.Purpose(
                      List.of(), List.of(), List.of(), null, List.of(), false, false)));
    }

    @Test
    void theExampleOfTheConsentPageIsRead() throws IOException {
      String page = Files.readString(RepositoryFiles.at("docs/consent.md"));
      String example = page.substring(page.indexOf("```yaml") + 8, page.indexOf("```\n\n"));

      assertThat(valid(MINIMAL + example).consent().purposes().get("marketing"))
          .isEqualTo(
              new ConsentConfig.Purpose(
                  List.of("C0004"),
                  List.of("marketing_opt_in"),
                  List.of(1, 3, 4),
                  755,
                  List.of(GppOptOut.values()),
                  true,
                  true));
    }

    @Test
    void anUnquotedNumberStaysTheTextThatWasWritten() {
      assertThat(valid(MINIMAL).destinations().get(0).settings().value("dataset_id"))
          .contains("007");
    }

    @Test
    void theOrderOfTheFileIsKeptInMapsSoThatProcessesAgree() {
      TrackLayerConfig config =
          valid(
              MINIMAL.replace("[marketing]", "[p7]")
                  + "consent: {purposes: {p7: {}, p1: {}, p9: {}, p3: {}, p2: {}, p8: {}}}\n");

      assertThat(config.consent().purposes().keySet())
          .containsExactly("p7", "p1", "p9", "p3", "p2", "p8");
    }

    @Test
    void twoSecretsAreTakenWhileOneIsRotated() {
      TrackLayerConfig config =
          valid(MINIMAL.replace("secret_ref: SECRET", "secret_ref: [NEW, file:/run/old]"));

      assertThat(config.endpoints().get(0).secretRefs())
          .containsExactly(new SecretRef("NEW"), new SecretRef("file:/run/old"));
    }

    @Test
    void norwayIsNoBoolean() {
      TrackLayerConfig config =
          valid(MINIMAL.replace("key_ref: KEY", "key_ref: KEY\n  default_region: NO"));

      assertThat(config.identity().defaultRegion()).isEqualTo("NO");
    }

    @Test
    void aConditionIsReadAsWritten() {
      TrackLayerConfig config =
          valid(
              MINIMAL.replace(
                  "name: meta",
                  "name: meta\n    when: {country: [NO, DE], currency: [EUR], min_value: 9.90,"
                      + " properties.store.id: [s1, 007], properties.web: [true]}"));

      assertThat(config.destinations().get(0).when())
          .isEqualTo(
              new EventCondition(
                  List.of("NO", "DE"),
                  List.of("EUR"),
                  new BigDecimal("9.90"),
                  Map.of("store.id", List.of("s1", "007"), "web", List.of("true"))));
      assertThat(config.destinations().get(1).when()).isEqualTo(EventCondition.NONE);
    }

    @Test
    void pageParametersAreReadAsWritten() {
      TrackLayerConfig config =
          valid(
              MINIMAL.replace(
                  "name: meta",
                  "name: meta\n    page_parameters: {voucher_code: private, key: harmless}"));

      assertThat(config.destinations().get(0).pageParameters())
          .isEqualTo(Map.of("voucher_code", PageParameter.PRIVATE, "key", PageParameter.HARMLESS));
      assertThat(config.destinations().get(1).pageParameters()).isEmpty();
    }

    @Test
    void theSlashAtTheEndOfABaseUrlIsDropped() {
      TrackLayerConfig config =
          valid(
              MINIMAL.replace("name: meta", "name: meta\n    base_url: http://localhost:1/meta/"));

      assertThat(config.destinations().get(0).baseUrl())
          .isEqualTo(URI.create("http://localhost:1/meta"));
    }

    @Test
    void theConfigurationCanTravelInAJobGraph() throws Exception {
      TrackLayerConfig config = valid(EXAMPLE);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(config);
      }

      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(config);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:9092", "a.b:9092, c-d:1", "10.0.0.1:65535", "[::1]:9092"})
    void anAddressListThatKafkaCanUseIsTaken(String servers) {
      assertThat(valid("kafka: {bootstrap_servers: \"" + servers + "\"}\n" + MINIMAL).kafka())
          .extracting(KafkaConfig::bootstrapServers)
          .isEqualTo(servers);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNoHarm() {
      assertThat(valid("\uFEFF" + MINIMAL.replace("\n", "\r\n"))).isEqualTo(valid(MINIMAL));
    }
  }

  @Nested
  class Defaults {

    @Test
    void missingKeysMeanWhatTheExampleSays() {
      TrackLayerConfig config = valid(MINIMAL);
      TrackLayerConfig example = valid(EXAMPLE);

      EndpointConfig endpoint = config.endpoints().get(0);
      EndpointConfig ofExample = example.endpoints().get(0);
      assertThat(config.hasKafka()).isFalse();
      assertThat(endpoint.source()).isEqualTo(ofExample.source());
      assertThat(ofExample.include()).startsWith(endpoint.include().toArray(String[]::new));
      assertThat(endpoint.include()).hasSize(6);
      assertThat(endpoint.mapping()).isEmpty();
      assertThat(endpoint.authFailureStatus()).isEqualTo(ofExample.authFailureStatus());
      assertThat(endpoint.maxBodyBytes()).isEqualTo(ofExample.maxBodyBytes());
      assertThat(endpoint.maxEvents()).isEqualTo(ofExample.maxEvents());
      assertThat(config.identity().limits()).isEqualTo(example.identity().limits());
      assertThat(config.identity().externalIds()).isEqualTo(example.identity().externalIds());
      assertThat(config.identity().blockedValues()).isEqualTo(example.identity().blockedValues());
      assertThat(config.identity().defaultRegion()).isEqualTo(example.identity().defaultRegion());
      assertThat(config.dedup()).isEqualTo(example.dedup());
      assertThat(config.consent()).isEqualTo(example.consent());
      assertThat(config.destinations().get(0).delivery())
          .isEqualTo(example.destinations().get(0).delivery());
      assertThat(config.destinations().get(0).baseUrl()).isNull();
      assertThat(config.destinations().get(0).events()).isEmpty();
    }

    @Test
    void oneLimitOfIdentityLeavesTheOthersAsTheyAre() {
      TrackLayerConfig config =
          valid(MINIMAL.replace("key_ref: KEY", "key_ref: KEY\n  limits: {email: 9, crm_id: 2}"));

      assertThat(config.identity().limits())
          .isEqualTo(Map.of("user_id", 1, "email", 9, "phone", 5, "crm_id", 2));
    }

    @Test
    void aRegionMustBeChosen() {
      TrackLayerConfig none =
          valid(MINIMAL.replace("key_ref: KEY", "key_ref: KEY\n  default_region: none"));

      assertThat(none.identity().defaultRegion()).isNull();
      assertThat(valid(MINIMAL).identity().defaultRegion()).isNull();
    }

    @Test
    void maxAgeIsByDefaultWhatBothTheTypeAndTheWindowAllow() {
      TrackLayerConfig config = valid(MINIMAL + "dedup: {delivery_window: 3d}\n");

      assertThat(config.destinations())
          .extracting(destination -> destination.delivery().maxAge())
          .containsOnly(Duration.ofDays(3));
    }

    @Test
    void anInventedEventGoesToWebhooksAndWhereItHasAName() {
      String mapped =
          MINIMAL.replace(
              "secret_ref: SECRET",
              "secret_ref: SECRET\n    filters: {include: [Trial]}\n    mapping: {Trial: trial}");

      assertThat(
              valid(
                      mapped
                          .replace("consent: [marketing]", "consent: []\n    events: [trial]")
                          .replaceFirst(
                              "consent: \\[]",
                              "consent: []\n    events: [trial]\n    event_names: {trial: Trial}"))
                  .destinations())
          .extracting(DestinationConfig::events)
          .containsOnly(List.of("trial"));
      assertThat(problems(mapped.replaceFirst("consent: \\[]", "consent: []\n    events: [trial]")))
          .containsExactly(
              "16 destinations[0].events[0]: meta_capi has no counterpart for `trial`; give it one in"
                  + " event_names, or leave it out");
    }

    @Test
    void aProcessWithoutDestinationTypesIgnoresThatSection() {
      ConfigResult result =
          ConfigReader.withoutDestinations()
              .read(
                  "config.yaml",
                  EXAMPLE.replace("type: webhook", "type: [nonsense]\n    renamed_from: shop"));

      assertThat(result)
          .asInstanceOf(InstanceOfAssertFactories.type(ConfigResult.Valid.class))
          .satisfies(
              valid -> {
                assertThat(valid.config().destinations()).isEmpty();
                assertThat(valid.config().view().destinations())
                    .extracting(DestinationScope::name, DestinationScope::renamedFrom)
                    .containsExactly(tuple("meta", null), tuple("crm", "shop"));
                assertThat(valid.config().endpoints()).hasSize(1);
              });
    }
  }

  @Nested
  class Problems {

    @Test
    void everyProblemIsNamedAtOnceInTheOrderOfTheFile() {
      String yaml =
          """
          kafka: {bootstrap_servers: localhost, topic_prefx: t}
          endpoints:
            - url: inbound.example.com
              account: acct
              secret_ref: SECRET
              limits: {max_body: 4MB}
          identity:
            default_region: Germany
          dedup: {delivery_window: 7}
          destinations:
            - name: Meta Ads
              type: meta
              account: other
              environment: test
              delivery: {mode: dry, max_batch: 0}
          """;

      assertThat(problems(yaml))
          .containsExactly(
              "1 kafka.bootstrap_servers: `localhost` will not do; write host:port, several"
                  + " comma-separated: kafka-1:9092,kafka-2:9092",
              "1 kafka.topic_prefx: is not a known key; did you mean topic_prefix?",
              "3 endpoints[0].url: is not a usable URL; write http(s)://host/path, without query:"
                  + " https://inbound.example.com/rudderstack/events",
              "3 endpoints[0].environment: is missing (text): Must equal the header"
                  + " X-TrackLayer-Environment.",
              "6 endpoints[0].limits.max_body: `4MB` will not do; write a whole number above 0 with"
                  + " B, KiB or MiB, up to 256MiB: 4MiB",
              "7 identity.key_ref: is missing (secret reference): Where the identity key is"
                  + " kept: any text of 32 bytes or more. With a new key, every person is a"
                  + " stranger again.",
              "8 identity.default_region: `Germany` will not do; write a country of ISO 3166-1 in two"
                  + " capitals (US, DE), or none",
              "9 dedup.delivery_window: `7` will not do; write a whole number above 0 with ms, s, m,"
                  + " h or d, up to 90d: 200ms, 5s, 7d",
              "11 destinations[0].name: `Meta Ads` will not do; write a name of a-z, 0-9, _ and -, at"
                  + " most 64 characters",
              "11 destinations[0].consent: is missing (list of text): The purposes that must all be"
                  + " granted; [] for a destination that needs none.",
              "12 destinations[0].type: there is no destination type `meta`; did you mean meta_capi?",
              "13 destinations[0].account: no endpoint has the account `other`; known are acct",
              "15 destinations[0].delivery.mode: `dry` will not do; write send or log",
              "15 destinations[0].delivery.max_batch: `0` will not do; write a whole number from 1 to"
                  + " 1000000000");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "secret_ref: SECRET | secret: hunter2-hunter2",
          "secret_ref: SECRET | secret_ref: hunter2-hunter2",
          "secret_ref: SECRET | secret_ref: [SECRET, hunter2-hunter2]",
          "secret_ref: SECRET | secret_ref: file:hunter2-hunter2",
          "secret_ref: SECRET | secret_ref: 2HUNTER2",
          "key_ref: KEY | key_ref: hunter2-hunter2",
          "key_ref: KEY | key: hunter2-hunter2",
          "access_token_ref: TOKEN | access_token: hunter2-hunter2",
          "access_token_ref: TOKEN | access_token_ref: EAABhunter2",
          "access_token_ref: TOKEN | access_token_ref: TOKEN, api_key: hunter2-hunter2",
          "https://crm.example.com/in | https://me:hunter2@crm.example.com/in",
          "https://crm.example.com/in | https://crm.example.com/in?api_key=hunter2",
          "signing_secret_ref: | headers: {Authorization: Bearer hunter2}, signing_secret_ref:",
          "signing_secret_ref: | headers: {X-Api-Key: hunter2}, signing_secret_ref:",
          "http://localhost:8080/rudderstack | http://hunter2:x@localhost:8080/rudderstack",
          "identity: | kafka: {properties: {ssl.key.password: hunter2}}\\nidentity:",
          "identity: | kafka: {properties: {sasl.jaas.config: hunter2}}\\nidentity:"
        })
    void aLiteralSecretIsRefusedAndNotRepeated(String good, String bad) {
      String yaml = MINIMAL.replace(good, bad.replace("\\n", "\n"));

      assertThat(yaml).containsIgnoringCase("hunter2");
      assertThat(problems(yaml))
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem).doesNotContainIgnoringCase("hunter2"))
          .anySatisfy(problem -> assertThat(problem).containsAnyOf("secret", "reference"));
    }

    @Test
    void anEndpointThatNoDestinationDeliversFromIsAWarningUnlessThereAreNoDestinations() {
      String spare =
          """
            - url: http://localhost:8080/rudderstack/events
              account: acct
              environment: staging
              secret_ref: SECRET
          identity:
          """;
      String unused = MINIMAL.replace("identity:\n", spare);
      String withoutAny = unused.substring(0, unused.indexOf("destinations:"));

      assertThat(reader.read("config.yaml", unused).warnings())
          .extracting(ConfigProblem::toString)
          .anySatisfy(
              warning ->
                  assertThat(warning)
                      .startsWith("config.yaml:6:5: endpoints[1]: warning: has no destination"))
          .noneMatch(warning -> warning.contains("endpoints[0]"));
      assertThat(reader.read("config.yaml", withoutAny).warnings())
          .noneMatch(warning -> warning.toString().contains("has no destination"));
    }

    @Test
    void noConditionCanAskForAnExternalId() {
      String config =
          MINIMAL
              .replace("key_ref: KEY", "key_ref: KEY\n  external_ids: [crm_id]")
              .replace(
                  "name: crm",
                  "name: crm\n    when: {properties.crm_id: [X], properties.crm: [Y]}");

      assertThat(reader.read("config.yaml", config).problems())
          .extracting(ConfigProblem::toString)
          .singleElement(as(InstanceOfAssertFactories.STRING))
          .contains("crm_id")
          .contains("is one of identity.external_ids and no property");
    }

    @Test
    void whatIsLikelyAMistakeIsAWarning() {
      ConfigResult result =
          reader.read(
              "config.yaml",
              MINIMAL.replace(
                  "secret_ref: SECRET",
                  "secret_ref: SECRET\n    filters: {include: [Bought, Booked]}\n"
                      + "    mapping: {Bought: purchse, Booked: trial_booked}"));

      assertThat(result.problems()).isEmpty();
      assertThat(result.warnings())
          .extracting(ConfigProblem::toString)
          .satisfiesExactly(
              warning -> assertThat(warning).contains("kafka: warning: is missing, so only local"),
              warning ->
                  assertThat(warning)
                      .contains("mapping.Bought: warning: makes `purchse`")
                      .contains("did you mean purchase?"));
      assertThat(result.withoutKafka().warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "name: crm | name: meta | is already the name of the destination in line 9",
          "type: webhook | type: web_hook | did you mean webhook?",
          "environment: test\\n    consent: [marketing] | environment: prod\\n    consent: [marketing] | no endpoint of this account has the environment `prod`",
          "consent: [marketing] | consent: [marketting] | did you mean marketing?",
          "consent: [marketing] | consent: | consent: is empty; give it a value",
          "name: crm | name: crm\\n    base_url: | is empty; leave the key out or give it a value",
          "name: crm | name: crm\\n    events: ~ | is empty; leave the key out or give it a value",
          "key_ref: KEY | key_ref: KEY\\n  default_region: null | is empty; leave the key out",
          "identity: | kafka: {topic_prefix: }\\nidentity: | is empty; leave the key out",
          "identity: | consent: {purposes: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}, j: {}, k: {}, l: {}, m: {}, n: {}, o: {}, p: {}, q: {}, r: {}, s: {}, t: {}, marketing: {}}}\\nidentity: | consent.purposes.marketing: is one purpose too many; name at most 20",
          "identity: | consent: {purposes: {marketing: {}, über-werbung-mit-allem-was-an-partnern-noch-dazugehören-könnte-und: {}}}\\nidentity: | has more than 64 bytes; choose a shorter one",
          "identity: | consent: {purposes: {}}\\nidentity: | consent.purposes has no `marketing`; add it there",
          "name: crm | name: crm\\n    event_names: {lead: Lead} | has no effect: webhook sends every event under its canonical name",
          "secret_ref: SECRET | secret_ref: SECRET\\n    mapping: {Trial: lead} | never gets in, since the default of filters.include lacks it; write that list out, and in it `Trial`",
          "secret_ref: SECRET | secret_ref: SECRET\\n    filters: {include: [page]}\\n    mapping: {Trial: lead} | never gets in, since filters.include lacks it; add there `Trial`",
          "rudderstack/events | rudderstack/../events | write the path without",
          "localhost:8080 | localhost:70000 | is not a usable URL",
          "localhost:8080 | localhost:0 | is not a usable URL",
          "consent: [marketing] | consent: marketing | a list is written [a, b]",
          "dataset_id: 007 | dataset: 007 | did you mean dataset_id?",
          "dataset_id: 007 | api_version: v1 | settings.dataset_id: is missing",
          "dataset_id: 007 | dataset_id: [7] | expected text, found a list",
          "name: meta | name: meta\\n    events: [purchases] | did you mean purchase?",
          "name: meta | name: meta\\n    events: [refund] | meta_capi has no counterpart for `refund`",
          "name: meta | name: meta\\n    event_names: {Purchase: Buy} | there is no canonical event `Purchase`",
          "name: meta | name: meta\\n    signals: {limited_data: [marketing]} | did you mean limited_data_use?",
          "name: meta | name: meta\\n    signals: {opt_out: [ads]} | consent.purposes has no `ads`",
          "name: crm | name: crm\\n    signals: {opt_out: [email]} | it has none, so leave it out",
          "name: crm | name: crm\\n    delivery: {max_batch: 51} | takes at most 50 events",
          "name: crm | name: crm\\n    delivery: {max_age: 8d} | 8d is more than dedup.delivery_window (7d)",
          "name: crm | name: crm\\n    delivery: {max_wait: 0ms} | write a whole number above 0 with ms",
          "name: crm | name: crm\\n    base_url: ftp://x/y | is not a usable URL",
          "name: crm | name: crm\\n    renamed_from: meta | a destination has this name now",
          "url: \"https://crm | url: \"http://crm | allow_private_addresses: true",
          "secret_ref: SECRET | secret_ref: [] | has 0 values; write 1 to 2",
          "secret_ref: SECRET | secret_ref: [A, B, C] | has 3 values; write 1 to 2",
          "secret_ref: SECRET | secret_ref: SECRET\\n    filters: {include: [Order Complete]} | `Order Complete` has no canonical event",
          "secret_ref: SECRET | secret_ref: SECRET\\n    filters: {include: [group]} | `group` has no canonical event",
          "secret_ref: SECRET | secret_ref: SECRET\\n    mapping: {Trial: TrialBooked} | `TrialBooked` will not do",
          "secret_ref: SECRET | secret_ref: SECRET\\n    mapping: {My Trial: lead, my_trial: lead} | is the same event as My Trial",
          "secret_ref: SECRET | secret_ref: SECRET\\n    auth_failure_status: 403 | write 401 or 429",
          "http://localhost:8080/rudderstack/events | http://localhost:8080 | is not a usable URL",
          "key_ref: KEY | key_ref: KEY\\n  limits: {anonymous_id: 5} | there is no limit for this type",
          "key_ref: KEY | key_ref: KEY\\n  external_ids: [email] | is taken already",
          "key_ref: KEY | key_ref: KEY\\n  default_region: XX | write a country of ISO 3166-1",
          "key_ref: KEY | key_ref: KEY\\n  key_ref: KEY | is written twice",
          "key_ref: KEY | key_ref: !mine KEY | a YAML tag is not allowed",
          "identity: | consent: {purposes: {marketing: {tcf_purposes: [12]}}}\\nidentity: | write a whole number from 1 to 11",
          "identity: | consent: {purposes: {marketing: {tcf_purposes: 3}}}\\nidentity: | a list is written [a, b]",
          "identity: | consent: {purposes: {marketing: {tcf_purpose: [3]}}}\\nidentity: | did you mean tcf_purposes?",
          "identity: | consent: {purposes: {marketing: {tcf_purposes: [3], tcf_vendor: Google}}}\\nidentity: | write a whole number from 1 to 65535",
          "identity: | consent: {purposes: {marketing: {tcf_vendor: 755}}}\\nidentity: | add tcf_purposes, such as [1, 3, 4]",
          "identity: | consent: {purposes: {marketing: {gpp_opt_outs: [sales]}}}\\nidentity: | write sale, sharing or targeted_advertising",
          "identity: | consent: {purposes: {marketing: {gpc: yes}}}\\nidentity: | write true or false",
          "identity: | consent: {purposes: {marketing: {}, gpc: {gpc: true}}}\\nidentity: | `gpc` is a signal in the thin payload's consent",
          "identity: | consent: {purposes: {marketing: {consent_ids: [tc_string]}}}\\nidentity: | choose another name",
          "identity: | kafka: {properties: {security.protocol: SSLX}}\\nidentity: | kafka.properties.security.protocol: will not do; write one of",
          "identity: | kafka: {properties: {acks: 0}}\\nidentity: | kafka.properties.acks: a record counts as stored once",
          "identity: | kafka: {properties: {security.protcol: SSL}}\\nidentity: | did you mean security.protocol?",
          "identity: | consent: {purposes: {marketing: {gpc: \"true\"}}}\\nidentity: | is text, since it is in quotes",
          "dataset_id: 007 | dataset_id: \" 007\" | has white space at its start or end",
          "key_ref: KEY | key_ref: TRUE | is not text to YAML but a boolean; put it in quotes",
          "name: crm | name: crm\\n    delivery: {max_wait: 1000d} | up to 1m",
          "name: crm | name: crm\\n    events: [lead, lead] | events[1]: is written twice; keep one",
          "name: meta | name: meta\\n    events: [purchase]\\n    event_names: {lead: Lead} | has no effect, since events lacks it; add `lead` there",
          "name: meta | name: meta\\n    signals: {limited_data_use: []} | is empty; write at least 1",
          "key_ref: KEY | key_ref: KEY\\n  external_ids: [userId] | `userId` is taken already",
          "identity: | dedup: {delivery_window: 1ms}\\nidentity: | is too short; write at least 1h",
          "identity: | kafka: {bootstrap_servers: \"-:9092\"}\\nidentity: | write host:port",
          "identity: | <<: {a: b}\\nidentity: | merging another section is not supported",
          "http://localhost:8080/rudderstack/events | http://localhost:8080/rudderstack/* | write letters, digits",
          "http://localhost:8080/rudderstack/events | http://localhost:8080/events;v=1 | write letters, digits",
          "http://localhost:8080/rudderstack/events | http://localhost:8080//events | write the path without",
          "identity: | kafka: {topic_prefix: tracklayer.}\\nidentity: | no full stop at its start or end",
          "identity: | consent: {purposes: {marketing: {traits: [context.traits.opt_in]}}}\\nidentity: | write its name alone: opt_in",
          "identity: | consent: {purposes: {marketing: {consent_ids: [\"C0003,C0004\"]}}}\\nidentity: | write each by itself",
          "key_ref: KEY | key_ref: KEY\\n  external_ids: [traits.crm_id] | write its name alone: crm_id",
          "key_ref: KEY | key_ref: KEY\\n  blocked_values: [\"*@test.com\"] | it blocks no address",
          "key_ref: KEY | key_ref: \"file:/run/key \" | has white space at its start or end",
          "name: crm | name: crm\\n    delivery: {max_age: 7s} | is too short; write at least 1m",
          "name: meta | name: meta\\n    base_url: http://localhost:8089/meta/../x | write the path without",
          "identity: | dedup: 7d\\nidentity: | expected a section with message_window",
          "name: crm | name: crm\\n    when: {country: [UK]} | when.country[0]: `UK` will not do; write a country of ISO 3166-1",
          "name: crm | name: crm\\n    when: {country: DE} | a list is written [a, b]",
          "name: crm | name: crm\\n    when: {currency: []} | is empty; write at least 1",
          "name: crm | name: crm\\n    when: {min_value: 10 EUR} | write an amount from 0 to 1000000000: 10 or 9.99",
          "name: crm | name: crm\\n    when: {min_value: \"10\"} | is text, since it is in quotes",
          "name: crm | name: crm\\n    when: {minvalue: 10} | did you mean min_value?",
          "name: crm | name: crm\\n    when: {store_id: [s1]} | known are country, currency, min_value, properties.*",
          "name: crm | name: crm\\n    when: {properties.currency: [EUR]} | is a field of its own; write currency",
          "name: crm | name: crm\\n    when: {properties.totalPrice: [1]} | is a field of its own; write min_value",
          "name: crm | name: crm\\n    when: {properties.coupon: [X]} | is a field of its own; no condition can ask for it",
          "name: crm | name: crm\\n    when: {properties.orderId: [X]} | is a field of its own; no condition can ask for it",
          "name: crm | name: crm\\n    when: {properties.products.0.id: [X]} | is a field of its own; no condition can ask for it",
          "name: crm | name: crm\\n    when: {properties.billing_email: [X]} | tells of the person and is no property",
          "name: crm | name: crm\\n    when: {properties.customer.tier: [gold]} | tells of the person and is no property",
          "name: crm | name: crm\\n    when: {properties.billing_city: [Berlin]} | tells of the person and is no property",
          "name: crm | name: crm\\n    when: {properties.shippingCity: [Berlin]} | tells of the person and is no property",
          "name: crm | name: crm\\n    when: {properties.first_name: [Jane]} | tells of the person and is no property",
          "name: crm | name: crm\\n    when: {properties.a: [s1], properties.a: [s2]} | is written twice; keep one",
          "name: crm | name: crm\\n    when: {properties.gclid: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties.GCLID: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties._fbp: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties._fbc.a: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties.ScCid: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties.sc-click-id: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties._gac_UA-1: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties.ga_client_id: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties.idfa: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    when: {properties.advertising_id: [X]} | is an id of a click or a browser and no property",
          "name: crm | name: crm\\n    page_parameters: {key: harmles} | will not do; write private or harmless",
          "name: crm | name: crm\\n    page_parameters: {key: harmless, KEY: private} | is written twice",
          "name: crm | name: crm\\n    page_parameters: {a=b: private} | write the name of a parameter in a page's address",
          "identity: | examples: [{name: a, event: {}, expect: {mata: {decision: send}}}]\\nidentity: | there is no destination `mata`; did you mean meta?",
          "identity: | examples: [{name: a, event: {}, expect: {}}]\\nidentity: | write at least one destination",
          "identity: | examples: [{name: a, event: {}, expect: {meta: {descision: send}}}]\\nidentity: | did you mean decision?",
          "identity: | examples: [{name: a, event: {}, expect: {meta: {reason: no_consnt}}}]\\nidentity: | is no reason; did you mean no_consent?",
          "identity: | examples: [{name: a, event: [], expect: {meta: {}}}]\\nidentity: | expected an object, found a list",
          "identity: | examples: [{name: a, event: {a: 1, a: 2}, expect: {meta: {}}}]\\nidentity: | event.a: is written twice; keep one",
          "identity: | examples: [{name: a, event: &e {a: [*e, *e]}, expect: {meta: {}}}]\\nidentity: | has more than 32 levels",
          "identity: | examples: [{name: a, event: {<<: {a: b}}, expect: {meta: {}}}]\\nidentity: | merging another section is not supported",
          "identity: | examples: [{name: a, event: {a: !mine b}, expect: {meta: {}}}]\\nidentity: | a YAML tag is not allowed",
          "identity: | examples: [{name: a, event: {}, expect: {meta: {}}}, {name: a, event: {}, expect: {meta: {}}}]\\nidentity: | is already the name of the example in line 6"
        })
    void aProblemSaysWhatToWriteInstead(String good, String bad, String message) {
      String yaml = MINIMAL.replace(good.replace("\\n", "\n"), bad.replace("\\n", "\n"));

      assertThat(yaml).isNotEqualTo(MINIMAL);
      assertThat(problems(yaml)).anySatisfy(problem -> assertThat(problem).contains(message));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "localhost",
          "localhost:",
          ":9092",
          "localhost:0",
          "localhost:65536",
          "a:9092,",
          "a b:9092",
          "http://a:9092",
          "a:9092;b:9092"
        })
    void anAddressListThatKafkaCouldNotUseIsRefused(String servers) {
      assertThat(problems("kafka: {bootstrap_servers: \"" + servers + "\"}\n" + MINIMAL))
          .singleElement()
          .asString()
          .startsWith("1 kafka.bootstrap_servers");
    }

    @Test
    void aLimitThatAnEventIsOverIsRefused() {
      assertThat(problems(MINIMAL.replace("identity:", "    limits: {max_body: 4KiB}\nidentity:")))
          .singleElement()
          .asString()
          .contains("is too small; write at least 256KiB");
    }

    @Test
    void aCanonicalEventInAFilterIsNotTakenForOneThatIsMissingInTheMapping() {
      assertThat(
              problems(
                  MINIMAL.replace(
                      "identity:", "    filters: {include: [profile_update]}\nidentity:")))
          .singleElement()
          .asString()
          .contains("write such a name, as Order Completed is for purchase");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[purchase]                     | 1",
          "[page_view, subscribe]         | 1",
          "[purchase, order_cancelled]    | 2",
          "[purchase, Order Completed]    | 0",
          "[purchase, orderCompleted]     | 0",
          "[Order Completed]              | 0",
          "[Search, Lead, order-updated]  | 0"
        })
    void aFilterThatLetsInOnlyTheCanonicalNameIsLikelyMeantForTheEvent(
        String include, int warnings) {
      String config =
          MINIMAL.replace("identity:", "    filters: {include: " + include + "}\nidentity:");

      assertThat(reader.read("config.yaml", config).warnings())
          .filteredOn(warning -> warning.toString().contains("lets in only events"))
          .hasSize(warnings);
    }

    @Test
    void aValueOfAnEndpointThatCouldNotBeReadIsNoProblemOfEachDestination() {
      assertThat(problems(MINIMAL.replaceFirst("account: acct\n", "account: \"acct \"\n")))
          .singleElement()
          .asString()
          .contains("has white space at its start or end");
    }

    @Test
    void twoEndpointsThatNoEventCouldTellApartAreRefused() {
      String second =
          """
            - url: https://elsewhere.example.com/rudderstack/events
              account: acct
              environment: %s
              secret_ref: SECRET
          identity:
          """;

      assertThat(problems(MINIMAL.replace("identity:\n", second.formatted("test"))))
          .singleElement()
          .asString()
          .startsWith("6 endpoints[1]: has the same path, account and environment")
          .contains("line 2");
      assertThat(valid(MINIMAL.replace("identity:\n", second.formatted("staging"))).endpoints())
          .hasSize(2);
    }

    @Test
    void whatIsNoYamlIsNamedWithItsLineButNotQuoted() {
      assertThat(problems("endpoints:\n  - {secret: hunter2\nidentity: ]\n"))
          .singleElement()
          .asString()
          .startsWith("3 : is not YAML: ")
          .doesNotContain("hunter2");
      assertThat(problems("identity: !!java.net.URL [\"http://x\"]"))
          .singleElement()
          .asString()
          .contains("is not YAML");
      assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("is not YAML");
      assertThat(problems("\u0001")).singleElement().asString().contains("is not YAML");
    }

    @Test
    void aDocumentBeyondTheLimitsIsRefused() {
      String deep = "a: " + "[".repeat(200) + "]".repeat(200);
      String large = "# " + "x".repeat(2_000_000);
      String aliases = "a: &a [x]\nb: [" + "*a,".repeat(100) + "]";

      assertThat(List.of(deep, large, aliases))
          .allSatisfy(
              yaml ->
                  assertThat(problems(yaml)).singleElement().asString().contains("is not YAML"));
    }

    @Test
    void anEmptyFileIsAProblem() {
      assertThat(List.of("", "# nothing\n", "~"))
          .allSatisfy(
              yaml -> assertThat(problems(yaml)).singleElement().asString().contains("is empty"));
    }

    @Test
    void aFileIsNamedInItsProblems(@TempDir Path directory) throws IOException {
      Path file = directory.resolve("mine.yaml");
      Files.writeString(file, MINIMAL.replace("name: crm", "nam: crm"));

      assertThat(invalid(reader.read(file)))
          .extracting(ConfigProblem::toString)
          .contains("mine.yaml:15:5: destinations[1].nam: is not a known key; did you mean name?");
      assertThat(invalid(reader.read(directory.resolve("other.yaml"))))
          .singleElement()
          .asString()
          .startsWith("other.yaml: there is no such file");
      Files.writeString(file, "kafka: {topic_prefix: [}");
      assertThat(invalid(reader.read(file)))
          .singleElement()
          .asString()
          .startsWith("mine.yaml:1:24: is not YAML: ");
      Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
      assertThat(invalid(reader.read(file))).singleElement().asString().contains("UTF-8");
    }
  }

  @Nested
  class ProblemsOfSecrets {

    @Test
    void aSecretThatLeadsToNothingIsNamedOnceWithItsLine() {
      Map<String, String> variables =
          Map.of("TRACKLAYER_IDENTITY_KEY", "k".repeat(32), "META_ACCESS_TOKEN", "  ", "X", "x");

      assertThat(
              problemsOfSecrets(
                  EXAMPLE.replace(
                      "signing_secret_ref: CRM_SIGNING_SECRET", "signing_secret_ref: X"),
                  variables))
          .containsExactly(
              "1 kafka.properties_ref: the environment variable KAFKA_PROPERTIES is not set; set it"
                  + " where this process starts, or name another place here",
              "7 endpoints[0].secret_ref: the environment variable TRACKLAYER_DESTINATION_SECRET is"
                  + " not set; set it where this process starts, or name another place here",
              "35 destinations[0].settings.access_token_ref: the environment variable"
                  + " META_ACCESS_TOKEN is not set; set it where this process starts, or name"
                  + " another place here");
    }

    @Test
    void aSecretOfAnotherFormThanTheJobTakesIsNamedButNotShown() {
      Map<String, String> variables = new HashMap<>();
      variables.put("TRACKLAYER_IDENTITY_KEY", "hunter22");
      variables.put("KAFKA_PROPERTIES", "a=\\uhunter2");
      for (String other :
          List.of("TRACKLAYER_DESTINATION_SECRET", "META_ACCESS_TOKEN", "CRM_SIGNING_SECRET")) {
        variables.put(other, "set");
      }

      assertThat(problemsOfSecrets(EXAMPLE, variables))
          .hasSize(2)
          .noneMatch(problem -> problem.contains("hunter2"))
          .anyMatch(
              problem ->
                  problem.startsWith(
                          "15 identity.key_ref: the secret at TRACKLAYER_IDENTITY_KEY has")
                      && problem.endsWith("8 bytes; give it at least 32"))
          .anyMatch(problem -> problem.startsWith("1 kafka.properties_ref: "));
    }

    @Test
    void secretsAreToldAlsoWhereTheFileIsWrongInTheOrderOfTheFile() {
      ConfigResult result =
          reader.read(
              "config.yaml",
              EXAMPLE
                  .replace("auth_failure_status: 401", "auth_failure_status: 403")
                  .replace("CRM_SIGNING_SECRET", "file:/no/such/secret"));

      assertThat(result.problems(Secrets.of(name -> null)))
          .extracting(ConfigProblem::path)
          .containsExactly(
              "kafka.properties_ref",
              "endpoints[0].secret_ref",
              "endpoints[0].auth_failure_status",
              "identity.key_ref",
              "destinations[0].settings.access_token_ref",
              "destinations[1].settings.signing_secret_ref");
      assertThat(result.problemsOfSecrets(Secrets.of(name -> null)))
          .last()
          .extracting(ConfigProblem::message)
          .asString()
          .isEqualTo(
              "the secret file /no/such/secret is missing, empty or not readable; put the secret"
                  + " there, or name another place here");
    }

    @Test
    void aProcessThatBringsItsOwnKafkaNeedsNoneOfItsSecrets() {
      ConfigResult.Valid valid = (ConfigResult.Valid) reader.read("config.yaml", EXAMPLE);

      assertThat(valid.withoutKafka().config().hasKafka()).isFalse();
      assertThat(valid.withoutKafka().problemsOfSecrets(Secrets.of(name -> null)))
          .hasSize(4)
          .noneMatch(problem -> problem.path().startsWith("kafka"));
    }
  }

  private List<String> problemsOfSecrets(String yaml, Map<String, String> variables) {
    ConfigResult.Valid valid = (ConfigResult.Valid) reader.read("config.yaml", yaml);
    return valid.problemsOfSecrets(Secrets.of(variables::get)).stream()
        .map(problem -> problem.line() + " " + problem.path() + ": " + problem.message())
        .toList();
  }

  private TrackLayerConfig valid(String yaml) {
    ConfigResult result = reader.read("config.yaml", yaml);
    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).config();
  }

  private static List<ConfigProblem> invalid(ConfigResult result) {
    assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
    return ((ConfigResult.Invalid) result).problems();
  }

  private List<String> problems(String yaml) {
    return invalid(reader.read("config.yaml", yaml)).stream()
        .map(problem -> problem.line() + " " + problem.path() + ": " + problem.message())
        .collect(Collectors.toList());
  }
}
