package io.tracklayer.destinations.event;

import static io.tracklayer.destinations.event.EventProperties.usable;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;

/** What ad platforms take as money. All pure. */
public final class Money {

  private Money() {}

  /** A number that is not negative and that somebody could have paid; null is none. */
  public static boolean isAmount(BigDecimal value) {
    return usable(value) != null && value.signum() >= 0;
  }

  /** The form of an ISO 4217 code. */
  public static boolean isCurrency(String currency) {
    return currency != null
        && currency.length() == 3
        && UnicodeText.isAll(currency, c -> c >= 'A' && c <= 'Z');
  }

  /**
   * Why an event is refused by a platform that wants both.
   *
   * @return null when they are there and usable
   */
  public static Reason missing(BigDecimal value, String currency) {
    if (value == null) {
      return Reason.MISSING_VALUE;
    }
    if (!isAmount(value)) {
      return Reason.INVALID_VALUE;
    }
    if (currency == null) {
      return Reason.MISSING_CURRENCY;
    }
    return isCurrency(currency) ? null : Reason.INVALID_CURRENCY;
  }
}
