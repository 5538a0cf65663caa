package io.tracklayer.contract.identifier;

import io.tracklayer.contract.text.HashedValue;
import java.util.Objects;

/**
 * One normalised identifier of a person: an e-mail address trimmed and lower-cased, a phone number
 * in E.164, any other as sent but without invisible characters and the spaces around it. If the
 * source has hashed an e-mail address or phone number, the value is the SHA-256 of that form, in
 * lower-case hex.
 *
 * @param type {@link #USER_ID}, {@link #EMAIL}, {@link #PHONE}, {@link #ANONYMOUS_ID}, {@link
 *     #ADVERTISING_ID}, or the name of an external id
 */
public record Identifier(String type, String value) {

  public static final String USER_ID = "user_id";
  public static final String EMAIL = "email";
  public static final String PHONE = "phone";
  public static final String ANONYMOUS_ID = "anonymous_id";
  public static final String ADVERTISING_ID = "advertising_id";

  /** The rank of every device, and of nothing else. */
  public static final int RANK_OF_DEVICES = 4;

  public Identifier {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(value, "value");
  }

  /** How strongly this type points to one person; 0 is strongest. The first byte of the node id. */
  public int rank() {
    return rankOf(type);
  }

  private static int rankOf(String type) {
    return switch (type) {
      case USER_ID -> 0;
      case EMAIL -> 2;
      case PHONE -> 3;
      case ANONYMOUS_ID, ADVERTISING_ID -> RANK_OF_DEVICES;
      default -> 1;
    };
  }

  /** A browser or a device, which another person may use next. */
  public boolean isDevice() {
    return isTypeOfDevices(type);
  }

  public static boolean isTypeOfDevices(String type) {
    return type.equals(ANONYMOUS_ID) || type.equals(ADVERTISING_ID);
  }

  /** An address, which shops make up for guests. */
  public boolean isAddress() {
    return isTypeOfAddresses(type);
  }

  public static boolean isTypeOfAddresses(String type) {
    return type.equals(EMAIL) || type.equals(PHONE);
  }

  /** Whether it is the hash of an address that is not known itself. */
  public boolean isHashed() {
    return isAddress() && HashedValue.is(value);
  }

  public boolean isExternal() {
    return isExternalType(type);
  }

  public static boolean isExternalType(String type) {
    return rankOf(type) == 1;
  }

  /** Names the type only: the value is personal data. */
  @Override
  public String toString() {
    return "Identifier[" + type + "]";
  }
}
