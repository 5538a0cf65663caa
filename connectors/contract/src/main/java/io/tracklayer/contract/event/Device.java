package io.tracklayer.contract.event;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tracklayer.contract.text.HashedValue;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The phone or tablet that an event came from, as far as it is known.
 *
 * @param carrier the mobile network's operator
 * @param screenWidth in the unit of the sender
 * @param screenHeight in the unit of the sender
 * @param timezone a name of the tz database, such as Europe/Berlin
 * @param tracking none if the device says nothing of it
 * @param advertisingId Apple's IDFA or Google's advertising id, in lower case, or its SHA-256. None
 *     if the device does not allow tracking
 * @param vendorId Apple's identifier for vendors, in upper case as Apple writes it. None if the
 *     device does not allow tracking
 */
public record Device(
    @Nullable Platform platform,
    @Nullable String osVersion,
    @Nullable String manufacturer,
    @Nullable String model,
    @Nullable String carrier,
    @Nullable BigDecimal screenWidth,
    @Nullable BigDecimal screenHeight,
    @Nullable BigDecimal screenDensity,
    @Nullable String timezone,
    @Nullable Tracking tracking,
    @Nullable String advertisingId,
    @Nullable String vendorId) {

  /** What the device's apps are made for. */
  public enum Platform {
    ANDROID,
    IOS;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether the device's owner lets apps track them. An Android device has only the first two.
   *
   * @see <a href="https://developer.apple.com/documentation/apptrackingtransparency">Apple's
   *     authorization statuses</a>
   */
  public enum Tracking {
    AUTHORIZED,
    DENIED,
    RESTRICTED,
    NOT_DETERMINED;

    /** Not to have been asked is a refusal too. */
    public boolean isRefusal() {
      return this != AUTHORIZED;
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the device says that it does not allow tracking. */
  public boolean refusesTracking() {
    return tracking != null && tracking.isRefusal();
  }

  /**
   * Whether the device says that it allows tracking, or gives an advertising id, which it would not
   * do otherwise.
   */
  public boolean allowsTracking() {
    return tracking == null ? advertisingId != null : !tracking.isRefusal();
  }

  /** The advertising id in clear; none if the source has hashed it. */
  public @Nullable String clearAdvertisingId() {
    return advertisingId == null || HashedValue.is(advertisingId) ? null : advertisingId;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Device[…]";
  }
}
