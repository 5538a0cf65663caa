package io.tracklayer.destinations.event;

import static io.tracklayer.destinations.event.EventProperties.usable;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What ad platforms accept as money. All methods are pure. */
public final class Money {

  private Money() {}

  /** A number that is not negative and that anybody could have paid. */
  public static boolean isAmount(@Nullable BigDecimal value) {
    BigDecimal usable = usable(value);
    return usable != null && usable.signum() >= 0;
  }

  /** The form of an ISO 4217 code. */
  public static boolean isCurrency(@Nullable String currency) {
    return currency != null
        && currency.length() == 3
        && UnicodeText.isAll(currency, c -> c >= 'A' && c <= 'Z');
  }

  /** Why a platform that requires both would refuse an event, if it would. */
  public static @Nullable Reason missing(@Nullable BigDecimal value, @Nullable String currency) {
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
