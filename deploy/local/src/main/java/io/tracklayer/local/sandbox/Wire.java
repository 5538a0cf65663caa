package io.tracklayer.local.sandbox;

import java.util.Currency;
import java.util.regex.Pattern;

/** The forms of values that several vendors' documentation asks for in the same words. */
final class Wire {

  static final Pattern IP =
      Pattern.compile(
          "(\\d{1,3}(\\.\\d{1,3}){3})|([0-9a-fA-F]*:[0-9a-fA-F:]+(\\d{1,3}(\\.\\d{1,3}){3})?)");
  static final Pattern URL = Pattern.compile("https?://\\S+");

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private Wire() {}

  /** A code of ISO 4217 that somebody pays with, if it is there. */
  static void checkCurrency(Inspection object, String field) {
    object.matching(CURRENCY, "an ISO 4217 code", field);
    String code = object.get(field).asText();
    boolean known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    if (CURRENCY.matcher(code).matches() && !known) {
      object.wrong(field, "is not a currency");
    }
  }
}
