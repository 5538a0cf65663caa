package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.App;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.Device.Platform;
import io.tracklayer.contract.event.Device.Tracking;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.event.TrackingSettings;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the app and the device that an event came from, as mobile SDKs describe them in {@code
 * context.app}, {@code context.device} and {@code context.os}, and as servers pass that on: in the
 * properties, as JSON inside a text, in other spellings.
 *
 * <p>If the device does not allow tracking, its ids are not taken.
 */
// https://www.rudderstack.com/docs/event-spec/standard-events/common-fields/
// https://www.twilio.com/docs/segment/connections/spec/common
final class MobileContext {

  /** What RudderStack's SDK for browsers states as its app, whatever the page is. */
  private static final String BROWSER_SDK = "com.rudderlabs.javascript";

  private static final int LONGEST = 256;

  /** Fields of the device that may name its system, in plain form. */
  private static final List<String> PLATFORM_NAMES =
      List.of("type", "platform", "os", "osname", "devicetype", "systemname");

  private static final Device NOTHING =
      new Device(null, null, null, null, null, null, null, null, null, null, null, null);

  private final RawEvent raw;
  private final @Nullable ObjectNode app;
  private final @Nullable ObjectNode device;
  private final @Nullable JsonNode os;

  private MobileContext(RawEvent raw) {
    this.raw = raw;
    app = part(raw, "app");
    device = part(raw, "device");
    os = raw.context().get("os");
  }

  /** The page's client, with the app and the device if there are any. */
  static Client in(RawEvent raw, Client page, DeviceIds ids) {
    boolean tellsOfDevice = !ids.areNone() || raw.context().get("device") instanceof ObjectNode;
    if (!tellsOfDevice && isOfBrowser(raw)) {
      return page;
    }
    MobileContext mobile = new MobileContext(raw);
    if (ids.areNone() && mobile.isEmpty()) {
      return page;
    }
    Device device = mobile.device(ids);
    return new Client(
        page.ip(),
        page.userAgent(),
        page.pageUrl(),
        page.pageTitle(),
        page.referrer(),
        page.locale(),
        isOfBrowser(raw) ? null : mobile.app(device, ids),
        device);
  }

  private boolean isEmpty() {
    return app == null && device == null && os == null;
  }

  private static boolean isOfBrowser(RawEvent raw) {
    return "web".equals(raw.channel())
        || BROWSER_SDK.equals(raw.context().path("app").path("namespace").textValue());
  }

  private static @Nullable ObjectNode part(RawEvent raw, String name) {
    JsonNode node = raw.context().get(name);
    JsonNode part = node == null ? null : JsonText.unwrapped(node);
    return part instanceof ObjectNode object ? object : SourceText.object(raw.properties(), name);
  }

  private @Nullable App app(@Nullable Device of, DeviceIds ids) {
    App read =
        new App(
            first(app, "name", "appname", "title"),
            first(
                app,
                "namespace",
                "bundleid",
                "bundleidentifier",
                "package",
                "packagename",
                "applicationid"),
            first(app, "version", "appversion", "versionname"),
            first(app, "build", "buildnumber", "versioncode", "appbuild"));
    if (!read.equals(App.UNKNOWN)) {
      return read;
    }
    boolean isOfApp = of != null && (of.tracking() != null || !ids.areNone());
    return isOfApp ? App.UNKNOWN : null;
  }

  private @Nullable Device device(DeviceIds ids) {
    Tracking tracking = TrackingSettings.of(raw);
    boolean refused = tracking != null && tracking.isRefusal();
    Platform platform = platform(ids);
    String vendorId = ids.ofVendor();
    if (vendorId == null && platform == Platform.IOS) {
      // RudderStack's and Segment's SDKs put the identifier for vendors there on Apple's devices.
      String id = first(device, "id", "deviceid");
      vendorId = id == null ? null : DeviceIds.vendorId(id);
    }
    ObjectNode context = raw.context();
    ObjectNode screen = SourceText.object(context, "screen");
    Device read =
        new Device(
            platform,
            osVersion(),
            first(device, "manufacturer", "brand", "devicemanufacturer", "devicebrand"),
            first(device, "model", "devicemodel"),
            first(SourceText.object(context, "network"), "carrier"),
            number(screen, "width"),
            number(screen, "height"),
            number(screen, "density"),
            text(context.get("timezone")),
            tracking,
            refused ? null : ids.advertisingId(),
            refused ? null : vendorId);
    return read.equals(NOTHING) ? null : read;
  }

  private @Nullable Platform platform(DeviceIds ids) {
    String ofOs = os instanceof ObjectNode object ? first(object, "name", "type") : text(os);
    Platform stated = platform(ofOs);
    for (String name : PLATFORM_NAMES) {
      stated = stated == null ? platform(first(device, name)) : stated;
    }
    return stated == null ? ids.platform() : stated;
  }

  /**
   * The first word of what names a system: {@code iOS 18.1}, {@code iPhone OS}, {@code Android}.
   */
  private static @Nullable Platform platform(@Nullable String word) {
    if (word == null) {
      return null;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
      end++;
    }
    return switch (lower.substring(0, end)) {
      case "ios", "ipados", "iphoneos", "iphone", "ipad" -> Platform.IOS;
      case "android", "fire", "fireos" -> Platform.ANDROID;
      default -> null;
    };
  }

  private @Nullable String osVersion() {
    if (os instanceof ObjectNode object) {
      return first(object, "version", "osversion");
    }
    String stated = first(device, "osversion", "systemversion", "version");
    String written = os == null ? null : text(os);
    int digit = 0;
    while (written != null
        && digit < written.length()
        && !Character.isDigit(written.charAt(digit))) {
      digit++;
    }
    return stated != null || written == null || digit == written.length()
        ? stated
        : written.substring(digit);
  }

  /**
   * @param names in plain form, see {@link FieldSpelling}; the first that has a value wins
   */
  private static @Nullable String first(@Nullable ObjectNode object, String... names) {
    if (object == null) {
      return null;
    }
    for (String name : names) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (name.equals(FieldSpelling.plain(field.getKey()))) {
          String text = text(field.getValue());
          if (text != null) {
            return text;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    String text = SourceText.of(node);
    return text == null || text.length() > LONGEST ? null : text;
  }

  private static @Nullable BigDecimal number(@Nullable ObjectNode object, String name) {
    JsonNode node = object == null ? null : object.get(name);
    BigDecimal number = node == null ? null : Amounts.of(node);
    return number == null || number.signum() <= 0 ? null : number;
  }
}
