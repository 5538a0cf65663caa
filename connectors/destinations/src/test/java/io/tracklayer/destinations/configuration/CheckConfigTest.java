package io.tracklayer.destinations.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.reading.ConfigProblem;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.config.reading.ExampleConfig;
import io.tracklayer.destinations.Destinations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes by name; {@link EveryMistakeTest} has those that follow from the declared options. */
class CheckConfigTest {

  private static final Destinations DESTINATIONS = new Destinations();
  private static final Map<String, DestinationSpec> TYPES = DESTINATIONS.specs();
  private static final ConfigReader READER = new ConfigReader(TYPES);
  private static final Schema SCHEMA = ConfigurationSchema.compiled(TYPES);

  private final ObjectNode document = ValidDocument.of(TYPES);

  @Test
  void aDocumentWithEveryOptionIsValidAndEachOfItsDestinationsOpens() {
    ConfigResult.Valid valid = valid(DocumentText.yaml(document));

    assertThat(SCHEMA.validate(document)).isEmpty();
    for (DestinationConfig destination : valid.config().destinations()) {
      assertThatCode(() -> DESTINATIONS.open(destination, Secrets.of(name -> "secret")))
          .as(destination.type())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theExampleIsValidAlsoForAnEditor() {
    assertThat(valid(ExampleConfig.yaml()).config().destinations()).hasSize(2);
    assertThat(SCHEMA.validate(ConfigurationSchema.yaml(ExampleConfig.yaml()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "snapchat_capi | event_time_unit | minutes | write seconds or milliseconds",
        "snapchat_capi | pixel_id | a/../b | write letters, digits",
        "meta_capi | dataset_id | a/../b | write the number of the dataset",
        "tiktok_events | pixel_code | a/../b | write letters, digits",
        "tiktok_events | event_source | shop | write web, app, offline or crm",
        "tiktok_events | app_id | id343200656 | write the app's number in the App Store",
        "pinterest_conversions | ad_account_id | my-account | write the number of the ad account",
        "google_data_manager | operating_account_id | mine | write the number of an account",
        "google_data_manager | operating_account_id | 123-456-789 | ten digits",
        "klaviyo | revision | latest | write a date such as",
        "klaviyo | revision | 2025-13-45 | write a date such as",
        "klaviyo | revision | 2023-02-22 | is served by Klaviyo no longer; write 2026-04-15",
        "webhook | url | https://host/path#part | has a fragment",
        "webhook | url | https://host:65536/path | is not a usable URL",
        "ga4 | measurement_id | UA-1 | write the measurement id of a web stream",
        "meta_capi | dataset_id | 0 | write the number of the dataset",
        "meta_capi | test_event_code | true | write the code that the vendor shows"
      })
  void aSettingThatTheDestinationCouldNotUseIsFound(
      String type, String setting, String value, String message) {
    ObjectNode mistaken = document.deepCopy();
    settings(mistaken, type).put(setting, value);

    assertThat(DocumentText.problems(READER, DocumentText.yaml(mistaken)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).endsWith(".settings." + setting))
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  @ParameterizedTest
  @CsvSource({
    "order_updated, Placed Order, Placed Order, true",
    "order_cancelled, Placed Order, Placed Order, true",
    "order_updated, Bought, Bought, true",
    "order_updated, Placed Order, Bought, false",
    "order_updated, Updated Order, Placed Order, false",
    "order_cancelled, Cancelled Order, Placed Order, false"
  })
  void aChangedOrderUnderTheMetricOfAPurchaseIsFound(
      String event, String metric, String ofPurchases, boolean found) {
    ObjectNode klaviyo = (ObjectNode) destination(document, "klaviyo");
    klaviyo.remove("events");
    klaviyo.putObject("event_names").put(event, metric).put("purchase", ofPurchases);

    assertThat(DocumentText.problems(READER, DocumentText.yaml(document)))
        .hasSize(found ? 1 : 0)
        .allMatch(
            problem ->
                problem.message().contains("event_names gives `" + event + "` the metric of a"));
  }

  @Test
  void settingsThatDoNotGoTogetherAreFound() {
    ObjectNode plainHttp = document.deepCopy();
    settings(plainHttp, "webhook").put("url", "http://crm").put("allow_private_addresses", false);
    ObjectNode noAction = document.deepCopy();
    settings(noAction, "google_data_manager").putObject("conversion_actions");
    ((ObjectNode) destination(noAction, "google_data_manager")).putObject("event_names");
    ObjectNode longMetric = document.deepCopy();
    settings(longMetric, "klaviyo").put("metric_prefix", "x".repeat(127));

    assertThat(DocumentText.problems(READER, DocumentText.yaml(plainHttp)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).endsWith(".settings.url");
              assertThat(problem.message()).contains("https").contains("allow_private_addresses");
            });
    assertThat(DocumentText.problems(READER, DocumentText.yaml(longMetric)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).endsWith(".settings.metric_prefix");
              assertThat(problem.message()).contains("shorten");
            });
    assertThat(DocumentText.problems(READER, DocumentText.yaml(noAction)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).endsWith(".settings.conversion_actions");
              assertThat(problem.message()).contains("nothing would be sent");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "meta_capi, https://proxy.example.com/meta/v21.0",
    "meta_capi, https://proxy.example.com/v25.0/123/events",
    "tiktok_events, https://proxy.example.com/open_api/v1.3",
    "klaviyo, https://proxy.example.com/api/",
    "ga4, https://region1.google-analytics.com/mp/collect"
  })
  void aProxyWithThePathOfTheApiIsAWarning(String type, String url) {
    assertThat(warningsOfBaseUrl(type, url))
        .singleElement()
        .satisfies(warning -> assertThat(warning.path()).endsWith(".base_url"));
  }

  @ParameterizedTest
  @CsvSource({
    "klaviyo, https://proxy.example.com/api/klaviyo",
    "klaviyo, https://a.klaviyo.com/",
    "meta_capi, http://localhost:8089/meta"
  })
  void anAddressThatThePathsOfTheApiCanBeAppendedToIsNone(String type, String url) {
    assertThat(warningsOfBaseUrl(type, url)).isEmpty();
  }

  private List<ConfigProblem> warningsOfBaseUrl(String type, String url) {
    ObjectNode proxied = document.deepCopy();
    ((ObjectNode) destination(proxied, type)).put("base_url", url);
    return valid(DocumentText.yaml(proxied)).warnings();
  }

  @ParameterizedTest
  @CsvSource({
    "%s, true",
    "%s?from=tracklayer, true",
    "%s/crm, false",
    "https://crm.example.com/in, false"
  })
  void aWebhookThatLeadsBackToAnEndpointIsAWarning(String url, boolean leadsBack) {
    String endpoint = document.get("endpoints").get(0).get("url").asText();
    settings(document, "webhook").put("url", url.formatted(endpoint));

    assertThat(valid(DocumentText.yaml(document)).warnings())
        .hasSize(leadsBack ? 1 : 0)
        .allSatisfy(warning -> assertThat(warning.path()).endsWith(".settings.url"));
  }

  @ParameterizedTest
  @CsvSource({
    "key, true",
    "sig, true",
    "Auth, true",
    "access_token, true",
    "keyword, false",
    "author, false"
  })
  void aParameterThatIsLikelyASecretHasNoPlaceInAUrl(String parameter, boolean isSecret) {
    settings(document, "webhook").put("url", "https://crm.example.com/in?a=b&" + parameter + "=c");

    assertThat(DocumentText.problems(READER, DocumentText.yaml(document)))
        .hasSize(isSecret ? 1 : 0)
        .allSatisfy(problem -> assertThat(problem.path()).endsWith(".settings.url"))
        .allSatisfy(problem -> assertThat(problem.message()).contains("a secret in clear"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/in",
        "https://crm.localhost./in",
        "https://127.0.0.1/in",
        "https://10.1.2.3/in",
        "https://169.254.169.254/in",
        "https://[::1]/in",
        "https://2130706433/in"
      })
  void aWebhookAtAnAddressThatIsNotPublicIsFoundUnlessItIsAllowed(String url) {
    ObjectNode internal = document.deepCopy();
    settings(internal, "webhook").put("url", url).put("allow_private_addresses", true);
    ObjectNode mistaken = document.deepCopy();
    settings(mistaken, "webhook").put("url", url).put("allow_private_addresses", false);

    assertThat(DocumentText.problems(READER, DocumentText.yaml(internal))).isEmpty();
    assertThat(DocumentText.problems(READER, DocumentText.yaml(mistaken)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).endsWith(".settings.url");
              assertThat(problem.message()).contains("allow_private_addresses: true");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "snapchat_capi | lead | LEAD | CUSTOM_EVENT_1",
        "pinterest_conversions | lead | Lead | write add_payment_info",
        "tiktok_events | purchase | purchase | write Purchase",
        "meta_capi | lead | 123456789012345678901234567890123456789012345678901 | at most 50 characters",
        "meta_capi | refund | Refund | has no counterpart for `refund` and cannot be given one; leave it out",
        "ga4 | profile_update | profile | has no counterpart for `profile_update`"
      })
  void anEventNameThatTheVendorWouldRefuseIsFound(
      String type, String event, String name, String message) {
    ObjectNode mistaken = document.deepCopy();
    ((ObjectNode) destination(mistaken, type).get("event_names")).put(event, name);

    assertThat(DocumentText.problems(READER, DocumentText.yaml(mistaken)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).endsWith(".event_names." + event))
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  @Test
  void anEventWithoutAConversionActionIsFound() {
    ObjectNode mistaken = document.deepCopy();
    ObjectNode destination = (ObjectNode) destination(mistaken, "google_data_manager");
    destination.putArray("events").add("lead").add("purchase");

    assertThat(DocumentText.problems(READER, DocumentText.yaml(mistaken)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).endsWith(".events[1]");
              assertThat(problem.message()).contains("settings.conversion_actions lacks it");
            });
  }

  @Test
  void aConversionActionOfARefundIsFound() {
    ObjectNode mistaken = document.deepCopy();
    settings(mistaken, "google_data_manager").putObject("conversion_actions").put("refund", 777);

    assertThat(DocumentText.problems(READER, DocumentText.yaml(mistaken)))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("`refund` and cannot be given one"));
  }

  @Test
  void aConversionActionOfAnEventThatDoesNotExistIsFound() {
    ObjectNode mistaken = document.deepCopy();
    settings(mistaken, "google_data_manager").putObject("conversion_actions").put("purchse", 777);

    assertThat(DocumentText.problems(READER, DocumentText.yaml(mistaken)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).endsWith(".settings.conversion_actions.purchse");
              assertThat(problem.message()).contains("did you mean purchase?");
            });
  }

  @Test
  void everySecretOfAFormThatWillNotDoIsFoundWithItsLine() {
    String wrong = "\\u: hunter2";
    List<String> names = List.copyOf(TYPES.keySet());
    String yaml = DocumentText.yaml(document);

    List<ConfigProblem> problems = valid(yaml).problemsOfSecrets(Secrets.of(name -> wrong));

    List<String> expected = new ArrayList<>();
    expected.add(at(yaml, "kafka", "properties_ref"));
    expected.add(at(yaml, "identity", "key_ref"));
    for (int index = 0; index < names.size(); index++) {
      JsonNode written = settings(document, names.get(index));
      for (Option<?> setting : TYPES.get(names.get(index)).settings()) {
        if (written.has(setting.key()) && refuses(setting, wrong)) {
          expected.add(at(yaml, "destinations", index, "settings", setting.key()));
        }
      }
    }
    assertThat(problems)
        .noneMatch(problem -> problem.toString().contains("hunter2"))
        .extracting(problem -> problem.line() + " " + problem.path())
        .containsExactlyElementsOf(expected);
  }

  private static boolean refuses(Option<?> setting, String secret) {
    return setting.type() instanceof ScalarType<?> scalar
        && scalar.secretForm().flatMap(form -> form.flaw(secret)).isPresent();
  }

  private static String at(String yaml, Object... place) {
    Mistake mistake = Mistake.at(List.of(place), null, false);
    return DocumentText.line(yaml, List.of(place)) + " " + mistake.path();
  }

  private static ObjectNode settings(ObjectNode document, String type) {
    return (ObjectNode) destination(document, type).get("settings");
  }

  private static JsonNode destination(ObjectNode document, String type) {
    for (JsonNode destination : document.get("destinations")) {
      if (destination.get("type").asText().equals(type)) {
        return destination;
      }
    }
    throw new AssertionError("no destination of type " + type);
  }

  private ConfigResult.Valid valid(String yaml) {
    ConfigResult result = READER.read("config.yaml", yaml);
    if (result instanceof ConfigResult.Invalid invalid) {
      throw new AssertionError(invalid.problems().toString());
    }
    return (ConfigResult.Valid) result;
  }
}
