package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.regex.Pattern;

/** The forms of values that several vendors' documentation asks for in the same words. */
public final class Wire {

  public static final Pattern IP =
      Pattern.compile(
          "(\\d{1,3}(\\.\\d{1,3}){3})|([0-9a-fA-F]*:[0-9a-fA-F:]+(\\d{1,3}(\\.\\d{1,3}){3})?)");
  public static final Pattern URL = Pattern.compile("https?://\\S+");

  public static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** A click id, cookie or device id as its maker made it. */
  public static final Pattern TOKEN = Pattern.compile("[!-~]+");

  public static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

  private Wire() {}

  /** A list of one to so many events. */
  public static void checkEvents(Inspection body, String field, int most) {
    JsonNode events = body.get(field);
    if (!events.isArray() || events.isEmpty() || events.size() > most) {
      body.wrong(field, "must be a list of 1 to " + most + " events");
    }
  }

  /** Whole seconds since 1970, not older than so much and not of the future. */
  public static void checkSeconds(Inspection object, String field, Instant now, Duration maxAge) {
    object.integer(field);
    JsonNode time = object.get(field);
    if (!time.isIntegralNumber()) {
      return;
    }
    if (time.asLong() > now.plus(MAX_AHEAD).getEpochSecond()) {
      object.wrong(field, "is in the future: seconds since 1970 are expected");
    } else if (time.asLong() < now.minus(maxAge).getEpochSecond()) {
      object.wrong(field, "is more than " + maxAge.toDays() + " days old");
    }
  }

  /** A code of ISO 4217 that somebody pays with, if it is there. */
  public static void checkCurrency(Inspection object, String field) {
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
