package io.tracklayer.job.intake.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.App;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.Device.Platform;
import io.tracklayer.contract.event.Device.Tracking;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.testing.RawEvents;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MobileContextTest {

  private static final String ID = "7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a";
  private static final String VENDOR = "6D92078A-8246-4BA4-AE5B-76104861E7DC";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

  /** As RudderStack's SDK for iOS writes it. */
  private static final String IPHONE =
      """
      {'app':{'name':'Shop','namespace':'com.example.shop','version':'3.1','build':'42'},
       'device':{'id':'6D92078A-8246-4BA4-AE5B-76104861E7DC','manufacturer':'Apple','model':'iPhone17,1',
        'name':'iPhone of Jane','type':'iOS','advertisingId':'7A7C2A0E-5B1E-4D5F-9A4C-3F2F6D0C9B1A',
        'adTrackingEnabled':true,'attTrackingStatus':3},
       'os':{'name':'iOS','version':'18.1'},'network':{'carrier':'Example Mobile','wifi':true},
       'screen':{'width':402,'height':874,'density':3},'timezone':'Europe/Berlin'}
      """;

  @Test
  void anIphoneOfRudderStacksSdkIsReadWhole() {
    Client client = client("mobile", IPHONE, "{}");

    assertThat(client.app()).isEqualTo(new App("Shop", "com.example.shop", "3.1", "42"));
    assertThat(client.device())
        .isEqualTo(
            new Device(
                Platform.IOS,
                "18.1",
                "Apple",
                "iPhone17,1",
                "Example Mobile",
                number("402"),
                number("874"),
                number("3"),
                "Europe/Berlin",
                Tracking.AUTHORIZED,
                ID,
                VENDOR));
    assertThat(client.platformOfApp()).isEqualTo(Platform.IOS);
  }

  /** The same app and device, as others write them. */
  static Stream<String> spellings() {
    String camel = IPHONE;
    return Stream.of(
        camel,
        camel.replace("'type':'iOS'", "'type':'phone'"),
        camel.replace("'os':{'name':'iOS','version':'18.1'}", "'os':'iOS 18.1'"),
        camel.replace(
            "'os':{'name':'iOS','version':'18.1'}", "'os':{'name':'iPadOS','version':18.1}"),
        camel.replace("'os':{'name':'iOS','version':'18.1'}", "'os':{'name':null}"),
        camel.replace("'namespace'", "'bundle_id'").replace("'version':'3.1'", "'version':3.1"),
        camel.replace("'namespace'", "'bundleIdentifier'").replace("'build':'42'", "'build':42"),
        camel.replace("'manufacturer'", "'brand'").replace("'model'", "'device_model'"),
        camel.replace("'attTrackingStatus':3", "'att_status':'AUTHORIZED'"),
        camel.replace("'adTrackingEnabled':true", "'ad_tracking_enabled':'1'"),
        camel.replace("'adTrackingEnabled':true", "'limitAdTracking':false"),
        camel.replace("'advertisingId'", "'advertising_id'"),
        camel.replace("'advertisingId'", "'idfa'").replace("'id':", "'idfv':"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void otherSpellingsAndTypesSayTheSame(String context) {
    for (String channel : List.of("mobile", "server", "sources", "")) {
      Client client = client(channel, context, "{}");
      assertThat(client.app()).isEqualTo(new App("Shop", "com.example.shop", "3.1", "42"));
      Device device = requireNonNull(client.device());
      assertThat(device.platform()).isEqualTo(Platform.IOS);
      assertThat(device.manufacturer()).isEqualTo("Apple");
      assertThat(device.model()).isEqualTo("iPhone17,1");
      assertThat(device.tracking()).isEqualTo(Tracking.AUTHORIZED);
      assertThat(device.advertisingId()).isEqualTo(ID);
      assertThat(device.vendorId()).isEqualTo(VENDOR);
    }
  }

  @Test
  void partsInsideATextOrAmongThePropertiesAreReadToo() {
    ObjectNode context = RawEvents.json(IPHONE);
    ObjectNode asText = Json.object();
    ObjectNode properties = Json.object();
    for (String part : List.of("app", "device")) {
      JsonNode written = context.remove(part);
      asText.put(part, written.toString());
      properties.set(part, written);
    }

    Client ofText = client("server", asText.toString(), "{}");
    Client ofProperties = client("server", "{}", properties.toString());
    for (Client client : List.of(ofText, ofProperties)) {
      assertThat(client.app()).isEqualTo(new App("Shop", "com.example.shop", "3.1", "42"));
      assertThat(requireNonNull(client.device()).advertisingId()).isEqualTo(ID);
      assertThat(client.device().vendorId()).isEqualTo(VENDOR);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "madid, ",
    "MADID, ",
    "maid, ",
    "advertising_id, ",
    "advertisingId, ",
    "idfa, IOS",
    "IDFA, IOS",
    "gaid, ANDROID",
    "aaid, ANDROID"
  })
  void anAdvertisingIdIsReadUnderEveryNameInEveryPlace(String name, Platform platform) {
    String field = "{'" + name + "':'" + ID.toUpperCase(Locale.ROOT) + "'}";
    for (String event :
        List.of(
            "{'properties':" + field + "}",
            "{'context':" + field + "}",
            "{'context':{'device':" + field + "}}",
            "{'properties':{'device':" + field + "}}",
            "{'properties':{'user_data':" + field + "}}",
            "{'traits':" + field + "}",
            "{'context':{'traits':" + field + "}}",
            "{'context':{'externalId':[{'type':'" + name + "','id':'" + ID + "'}]}}")) {
      Device device = requireNonNull(client(RawEvents.event(event)).device());
      assertThat(device.advertisingId()).as(event).isEqualTo(ID);
      assertThat(device.platform()).as(event).isEqualTo(platform);
    }
    assertThat(ClickIds.isClickId(name)).isTrue();
    assertThat(client("web", "{}", "{'" + name + "':'" + HASH + "'}").device().advertisingId())
        .isEqualTo(HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "7a7c2a0e",
        "unknown",
        "käse",
        "",
        "null",
        "7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1z"
      })
  void whatIsNoIdIsNone(String id) {
    for (String name : List.of("madid", "idfa", "gaid", "idfv", "advertisingId")) {
      assertThat(client("web", "{}", "{'" + name + "':'" + id + "'}").device()).isNull();
      Device device = client("mobile", "{'device':{'" + name + "':'" + id + "'}}", "{}").device();
      assertThat(device).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'attTrackingStatus':2, DENIED",
    "'attTrackingStatus':'2', DENIED",
    "'attTrackingStatus':1, RESTRICTED",
    "'attTrackingStatus':0, NOT_DETERMINED",
    "'attTrackingStatus':'ATT_DENIED', DENIED",
    "'att_status':'NOT_DETERMINED', NOT_DETERMINED",
    "'att_status':'restricted', RESTRICTED",
    "'adTrackingEnabled':false, DENIED",
    "'adTrackingEnabled':'false', DENIED",
    "'adTrackingEnabled':0, DENIED",
    "'adTrackingEnabled':'perhaps', DENIED",
    "'ad_tracking_enabled':'no', DENIED",
    "'limitAdTracking':true, DENIED",
    "'limit_ad_tracking_enabled':'1', DENIED",
    "'isLimitAdTrackingEnabled':'yes', DENIED",
    "'lmt':1, DENIED"
  })
  void aDeviceThatDoesNotAllowTrackingGivesNoId(String setting, Tracking tracking) {
    String other = setting.contains("att") ? ",'adTrackingEnabled':true" : "";
    String ids = "'advertisingId':'" + ID + "','id':'" + VENDOR + "','type':'iOS'";
    for (RawEvent event :
        List.of(
            event("mobile", "{'device':{" + ids + "," + setting + other + "}}", "{}"),
            event("mobile", "{'device':{" + ids + "}," + setting + "}", "{}"),
            event("server", "{'device':{" + ids + "}}", "{" + setting + "}"),
            event("web", "{'device':{" + setting + "}}", "{'madid':'" + ID + "'}"))) {
      Device device = requireNonNull(client(event).device());
      assertThat(device.tracking()).isEqualTo(tracking);
      assertThat(device.advertisingId()).isNull();
      assertThat(device.vendorId()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "' '", "'unknown'"})
  void aSettingThatIsEmptySaysNothing(String value) {
    Device device =
        client(
                "mobile",
                "{'device':{'advertisingId':'%s','adTrackingEnabled':%s}}".formatted(ID, value),
                "{}")
            .device();

    assertThat(requireNonNull(device).tracking()).isNull();
    assertThat(device.advertisingId()).isEqualTo(ID);
  }

  @Test
  void theIdOfAnAndroidDeviceIsNoneForVendors() {
    Device device =
        client("mobile", "{'device':{'id':'" + VENDOR + "','type':'Android'}}", "{}").device();

    assertThat(requireNonNull(device).platform()).isEqualTo(Platform.ANDROID);
    assertThat(device.vendorId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'app':{'name':'RudderLabs JavaScript SDK','namespace':'com.rudderlabs.javascript','version':'3.7.1'},"
            + "'os':{'name':'','version':''},'device':null}",
        "{'app':null,'os':null}",
        "{'app':'{broken','device':7,'screen':{'width':1}}"
      })
  void aPageIsNoApp(String context) {
    for (String channel : List.of("web", "server")) {
      Client client = client(channel, context, "{}");
      assertThat(client.app()).isNull();
      assertThat(client.platformOfApp()).isNull();
    }
    assertThat(client("web", context, "{}").device()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "iOS, IOS",
    "ios, IOS",
    "iPadOS, IOS",
    "iPhone OS, IOS",
    "iOS 18, IOS",
    "Android, ANDROID",
    "android 15, ANDROID",
    "Fire OS, ANDROID",
    "FireOS, ANDROID",
    "tvOS, ",
    "Mac OS X, ",
    "Windows, "
  })
  void theSystemDecidesThePlatform(String os, Platform platform) {
    Client client = client("mobile", "{'app':{'name':'A'},'os':{'name':'" + os + "'}}", "{}");

    assertThat(client.platformOfApp()).isEqualTo(platform);
  }

  @Test
  void aDeviceThatSaysWhetherItAllowsTrackingRunsAnApp() {
    Client client = client("mobile", "{'device':{'type':'iOS','attTrackingStatus':2}}", "{}");

    assertThat(client.app()).isEqualTo(App.UNKNOWN);
    assertThat(client("server", "{'os':{'name':'Android'}}", "{}").app()).isNull();
  }

  @Test
  void aRefusalCountsOnAPageToo() {
    Device device = client("web", "{'device':{'adTrackingEnabled':false}}", "{}").device();

    assertThat(requireNonNull(device).refusesTracking()).isTrue();
  }

  @Test
  void aRefusalLeavesNoIdInAnyDepthOfTheProperties() {
    RawEvent raw =
        event(
            "mobile",
            "{}",
            "{'a':1,'device':{'advertisingId':'x','b':2},'list':[{'idfa':'x','c':3}],'madid':'x'}");
    raw.properties().put("text", "[{\"device\":{\"idfv\":\"x\"}}]");

    assertThat(DeviceIds.NONE.erasedFrom(raw).properties())
        .isEqualTo(RawEvents.json("{'a':1,'device':{'b':2},'list':[{'c':3}]}"));
    assertThat(raw.properties().at("/device/advertisingId").asText()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identifierForVendor",
        "ios_idfa",
        "ifa",
        "gps_adid",
        "android_id",
        "adid",
        "raw_idfa",
        "rdid",
        "oaid",
        "fire_adid",
        "amazon_advertising_id",
        "vendor_id",
        "adjust_id",
        "deviceId"
      })
  void norUnderAnyOtherNameForOne(String name) {
    RawEvent raw = event("mobile", "{}", "{'a':1,'" + name + "':'x','list':[{'" + name + "':7}]}");
    raw.properties().put("page", "https://x.com/p?" + name + "=x");

    assertThat(DeviceIds.NONE.erasedFrom(raw).properties())
        .isEqualTo(RawEvents.json("{'a':1,'list':[{}],'page':'https://x.com/p'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100%&id=%s",
        "%zz%252525&to=%s",
        "50% off+%s",
        "%E4%ff%s",
        "https%3A%2F%2Fx.com%2F%3Fa%3D%%26id%3D%s"
      })
  void anIdIsFoundBehindWhatIsBadlyEncoded(String form) {
    String encoded = ID.replace("-", "%2D");
    RawEvent raw = event("mobile", "{'device':{'id':'" + ID + "'}}", "{'a':1}");
    raw.properties().put("text", form.replace("%s", encoded));

    assertThat(DeviceIds.NONE.erasedFrom(raw).properties().toString())
        .doesNotContainIgnoringCase(ID)
        .doesNotContain(encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'trackingStatus':'denied'",
        "'tracking_status':2",
        "'trackingAuthorizationStatus':'restricted'",
        "'att_authorization_status':'denied'",
        "'isAdTrackingEnabled':false",
        "'dnt':1"
      })
  void aDeviceRefusesTrackingInFurtherWords(String setting) {
    Device device = client("mobile", "{'device':{" + setting + "}}", "{}").device();

    assertThat(requireNonNull(device).refusesTracking()).isTrue();
  }

  @Test
  void theStatusOfAParcelRefusesNothing() {
    Client client = client("web", "{}", "{'trackingStatus':'denied','dnt':1}");

    assertThat(client.device()).isNull();
  }

  private static BigDecimal number(String digits) {
    return new BigDecimal(digits);
  }

  private static RawEvent event(String channel, String context, String properties) {
    return RawEvents.event(
        "{'channel':'%s','context':%s,'properties':%s}".formatted(channel, context, properties));
  }

  private static Client client(String channel, String context, String properties) {
    return client(event(channel, context, properties));
  }

  private static Client client(RawEvent raw) {
    Client page = Clients.of(raw);
    return Clients.withApp(page, raw, ClickIds.of(raw, page).ofDevice());
  }
}
