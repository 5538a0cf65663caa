package io.tracklayer.job.intake.source;

import static java.util.Map.entry;

import io.tracklayer.contract.event.Currencies;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signs, abbreviations and words that shops write for a currency: {@code €}, {@code kr}, {@code
 * R$}, {@code euros}. A name that several currencies share means the one that the endpoint is
 * configured with, if it is among them, and otherwise none.
 *
 * <p>The table is our own, since the JDK and CLDR list how a currency is written in one locale, not
 * what a text in an unknown language may mean.
 */
public final class CurrencyNames {

  private static final String DOLLARS =
      "USD AUD BBD BMD BND BSD BZD CAD CLP COP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD"
          + " TWD UYU XCD ARS CVE DOP";

  private static final String PESOS = "MXN ARS CLP COP CUP DOP PHP UYU";
  private static final String RUPEES = "INR PKR LKR NPR MUR SCR";
  private static final String CROWNS = "SEK NOK DKK ISK CZK";
  private static final String YEN_AND_YUAN = "JPY CNY";
  private static final String POUNDS = "GBP EGP FKP GIP LBP SHP SSP SYP";
  private static final String DINARS = "RSD KWD BHD IQD JOD LYD TND DZD MKD";

  /** Names, separated by bars, and the currencies that they can mean. */
  private static final Map<String, String> TABLE =
      Map.ofEntries(
          entry("€|euro|euros|eur.|ευρώ|евро", "EUR"),
          entry("$|＄|dollar|dollars|dólar|dólares", DOLLARS),
          entry("us$|u$s|us dollar|us dollars|u.s. dollar|u.s. dollars|usd$", "USD"),
          entry("a$|au$|aud$|australian dollar|australian dollars", "AUD"),
          entry("c$|ca$|cad$|cdn$|canadian dollar|canadian dollars", "CAD"),
          entry("nz$|nzd$|new zealand dollar|new zealand dollars", "NZD"),
          entry("hk$|hkd$", "HKD"),
          entry("s$|sg$|sgd$", "SGD"),
          entry("nt$|ntd|new taiwan dollar", "TWD"),
          entry("r$|reais|real|brl$", "BRL"),
          entry("mx$|mex$|mxn$", "MXN"),
          entry("cl$|clp$", "CLP"),
          entry("co$|col$|cop$", "COP"),
          entry("ar$|ars$", "ARS"),
          entry("$u|uy$", "UYU"),
          entry("s/|s/.|soles|sol", "PEN"),
          entry("bs|bs.", "BOB VES"),
          entry("peso|pesos", PESOS),
          entry("£|pound|pounds", POUNDS),
          entry("gb£|uk£|pound sterling|pounds sterling|sterling", "GBP"),
          entry("¥|￥", YEN_AND_YUAN),
          entry("円|yen|jp¥", "JPY"),
          entry("元|圆|rmb|yuan|renminbi|cn¥|人民币", "CNY"),
          entry("₹|indian rupee|indian rupees|रु|रु.", "INR"),
          entry("₨|rs|rs.|rupee|rupees", RUPEES),
          entry("kr|kr.|krona|kronor|krone|kroner", CROWNS),
          entry("zł|zl|złoty|zloty|złotych|zlotych", "PLN"),
          entry("kč|koruna|korun|koruny", "CZK"),
          entry("ft|ft.|forint|forints", "HUF"),
          entry("lei|leu", "RON MDL"),
          entry("лв|лв.|lv|lv.|lev|leva|лева", "BGN"),
          entry("дин|дин.|din|din.|dinar|dinars", DINARS),
          entry("fr|fr.|sfr|sfr.|franken", "CHF"),
          entry("₽|руб|руб.|р.|ruble|rubles|rouble|roubles|рублей", "RUB"),
          entry("₴|грн|грн.|hryvnia|hryvnias", "UAH"),
          entry("₺|tl|lira|türk lirası", "TRY"),
          entry("₪|shekel|shekels|ש\"ח|ש״ח", "ILS"),
          entry("₩|won|원", "KRW"),
          entry("฿|baht|บาท", "THB"),
          entry("₫|đ|vnđ", "VND"),
          entry("₱|philippine peso|philippine pesos", "PHP"),
          entry("rp|rp.|rupiah", "IDR"),
          entry("rm|ringgit", "MYR"),
          entry("r|rand", "ZAR"),
          entry("₦|naira", "NGN"),
          entry("₵|gh₵|cedi|cedis", "GHS"),
          entry("ksh|ksh.|kshs", "KES"),
          entry("dh|dhs|dirham|dirhams|د.إ", "AED MAD"),
          entry("sr|riyal|riyals|ر.س|﷼", "SAR QAR OMR IRR YER"),
          entry("₸|тенге|tenge", "KZT"),
          entry("₾|lari", "GEL"),
          entry("₼|manat", "AZN TMT"),
          entry("৳|৲|taka", "BDT"),
          entry("₭", "LAK"),
          entry("៛", "KHR"),
          entry("₮", "MNT"),
          entry("₲", "PYG"),
          entry("₡", "CRC SVC"),
          entry("q", "GTQ"),
          entry("֏|dram", "AMD"));

  private static final Map<String, List<String>> MEANINGS = meanings();

  private static final int LONGEST =
      MEANINGS.keySet().stream().mapToInt(String::length).max().orElseThrow();

  private CurrencyNames() {}

  /** The table, and the numbers of ISO 4217. */
  private static Map<String, List<String>> meanings() {
    Map<String, List<String>> meanings = new HashMap<>();
    TABLE.forEach(
        (names, codes) -> {
          List<String> meant = List.of(codes.split(" ", -1));
          for (String name : names.split("\\|", -1)) {
            if (meanings.put(name, meant) != null) {
              throw new IllegalStateException(name + " stands in two rows");
            }
          }
        });
    for (Currency currency : Currency.getAvailableCurrencies()) {
      if (Currencies.code(currency.getCurrencyCode()) != null) {
        // A number that a currency and its successor share settles nothing.
        meanings.merge(
            String.format(Locale.ROOT, "%03d", currency.getNumericCode()),
            List.of(currency.getCurrencyCode()),
            (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
      }
    }
    return Map.copyOf(meanings);
  }

  /**
   * @param text trimmed
   * @param configured the currency that settles an ambiguous name, if it is one of its meanings
   * @return the ISO 4217 code; null if the text names no currency, or more than one
   */
  public static @Nullable String code(@Nullable String text, @Nullable String configured) {
    if (text == null) {
      return null;
    }
    String code = Currencies.code(text);
    if (code != null) {
      return code;
    }
    List<String> meant = meanings(text);
    if (meant.size() == 1) {
      return meant.get(0);
    }
    return configured != null && meant.contains(configured) ? configured : null;
  }

  /** Whether an amount in this currency may be written with this name. */
  static boolean canMean(String text, String code) {
    return code.equals(Currencies.code(text)) || meanings(text).contains(code);
  }

  /** Whether the text stands for some currency, be it one of several. */
  static boolean isOne(String text) {
    return Currencies.code(text) != null || !meanings(text).isEmpty();
  }

  private static List<String> meanings(String text) {
    return text.length() > LONGEST
        ? List.of()
        : MEANINGS.getOrDefault(text.toLowerCase(Locale.ROOT), List.of());
  }
}
