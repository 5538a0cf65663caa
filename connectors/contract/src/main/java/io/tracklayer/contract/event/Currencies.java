package io.tracklayer.contract.event;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ISO 4217 codes. */
public final class Currencies {

  /** Codes of the standard that stand for no currency, and for tests. */
  private static final Set<String> NO_MONEY = Set.of("XXX", "XTS");

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .filter(code -> !NO_MONEY.contains(code))
          .collect(Collectors.toUnmodifiableSet());

  private Currencies() {}

  /** In upper case whatever the machine's language; none for a text that is no code. */
  public static @Nullable String code(@Nullable String text) {
    if (text == null || text.length() != 3) {
      return null;
    }
    String code = text.toUpperCase(Locale.ROOT);
    return CODES.contains(code) ? code : null;
  }
}
