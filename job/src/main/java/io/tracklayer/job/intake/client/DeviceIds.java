package io.tracklayer.job.intake.client;

import io.tracklayer.contract.event.Device.Platform;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.text.HashedValue;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a phone or tablet gives to ad systems.
 *
 * @param ofApple the IDFA, under Apple's own name
 * @param ofAndroid Google's or Amazon's advertising id, under a name that only those have
 * @param ofEither an advertising id under a name that says nothing of the platform
 * @param ofVendor Apple's identifier for vendors, under its own name
 */
public record DeviceIds(
    @Nullable String ofApple,
    @Nullable String ofAndroid,
    @Nullable String ofEither,
    @Nullable String ofVendor) {

  static final DeviceIds NONE = new DeviceIds(null, null, null, null);

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** What both systems give an app that may not track. */
  private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

  @Nullable String advertisingId() {
    return ofApple != null ? ofApple : ofAndroid != null ? ofAndroid : ofEither;
  }

  /** The platform of which an id speaks by its name. */
  @Nullable Platform platform() {
    return ofApple != null || ofVendor != null
        ? Platform.IOS
        : ofAndroid != null ? Platform.ANDROID : null;
  }

  boolean areNone() {
    return advertisingId() == null && ofVendor == null;
  }

  /** An id in lower case; the digits of its SHA-256 if the source has hashed it; or null. */
  static @Nullable String advertisingId(String written) {
    String hash = HashedValue.digits(written);
    return hash == null && isId(written) ? written.toLowerCase(Locale.ROOT) : hash;
  }

  /** An id in upper case, as Apple writes it; or null. */
  static @Nullable String vendorId(String written) {
    return isId(written) ? written.toUpperCase(Locale.ROOT) : null;
  }

  static boolean isId(String written) {
    return UUID.matcher(written).matches() && !written.equals(NO_ID);
  }

  /**
   * The event without these ids and without anything that is named as the id of a device: what an
   * event of a device that does not allow tracking may tell.
   */
  public RawEvent erasedFrom(RawEvent raw) {
    DeviceIdEraser eraser = DeviceIdEraser.of(this, raw);
    return raw.with(
        eraser.erased(raw.traits()), eraser.erased(raw.properties()), eraser.erased(raw.context()));
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "DeviceIds[…]";
  }
}
