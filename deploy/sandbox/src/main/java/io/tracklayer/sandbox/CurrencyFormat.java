package io.tracklayer.sandbox;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code "format": "currency"}: the code of a currency in ISO 4217. */
final class CurrencyFormat implements Format {

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public String getName() {
    return "currency";
  }

  @Override
  public boolean matches(ExecutionContext context, String value) {
    return CODES.contains(value);
  }
}
