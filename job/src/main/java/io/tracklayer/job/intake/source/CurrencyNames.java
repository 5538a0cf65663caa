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
 * what a text in an unknown language may mean. Only the full names in English are the JDK's.
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
          entry("us$|u$s|u.s. dollar|u.s. dollars|usd$", "USD"),
          entry("a$|au$|aud$", "AUD"),
          entry("c$|ca$|cad$|cdn$", "CAD"),
          entry("nz$|nzd$", "NZD"),
          entry("hk$|hkd$", "HKD"),
          entry("s$|sg$|sgd$", "SGD"),
          entry("nt$|ntd", "TWD"),
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
          entry("gb£|uk£|gbp£|pound sterling|pounds sterling|sterling", "GBP"),
          entry("¥|￥", YEN_AND_YUAN),
          entry("円|yen|jp¥", "JPY"),
          entry("元|圆|rmb|yuan|renminbi|cn¥|人民币", "CNY"),
          entry("₹|रु|रु.", "INR"),
          entry("रू", "INR NPR"),
          entry("₨|rs|rs.|rupee|rupees", RUPEES),
          entry("kr|kr.", CROWNS),
          entry("krona", "SEK ISK"),
          entry("kronor", "SEK"),
          entry("krone|kroner", "NOK DKK"),
          entry("zł|zl|złoty|zloty|złotych|zlotych", "PLN"),
          entry("kč|koruna|korun|koruny", "CZK"),
          entry("ft|ft.|forint|forints", "HUF"),
          entry("lei|leu", "RON MDL"),
          entry("лв|лв.|lv|lv.|lev|leva|лева", "BGN"),
          entry("дин|дин.|din|din.|dinar|dinars", DINARS),
          entry("fr|fr.|sfr|sfr.|franken", "CHF"),
          entry("₽|руб|руб.|р.|ruble|rubles|rouble|roubles|рубль|рубля|рублей", "RUB"),
          entry("₴|грн|грн.|hryvnia|hryvnias|гривня|гривна|гривень", "UAH"),
          entry("₺|tl|lira|türk lirası", "TRY"),
          entry("₪|shekel|shekels|ש\"ח|ש״ח", "ILS"),
          entry("₩|won|원", "KRW"),
          entry("฿|baht|บาท", "THB"),
          entry("₫|đ|vnđ", "VND"),
          entry("₱", "PHP"),
          entry("rp|rp.|rupiah", "IDR"),
          entry("rm|ringgit", "MYR"),
          entry("r|rand", "ZAR"),
          entry("₦|naira", "NGN"),
          entry("₵|gh₵|cedi|cedis", "GHS"),
          entry("ksh|ksh.|kshs", "KES"),
          entry("dh|dhs|dirham|dirhams", "AED MAD"),
          entry("sr|riyal|riyals|﷼", "SAR QAR OMR IRR YER"),
          // https://github.com/unicode-org/cldr/blob/main/common/main/ar.xml
          entry("د.إ", "AED"),
          entry("د.ب", "BHD"),
          entry("د.ج", "DZD"),
          entry("ج.م", "EGP"),
          entry("د.ع", "IQD"),
          entry("د.أ", "JOD"),
          entry("د.ك", "KWD"),
          entry("ل.ل", "LBP"),
          entry("د.ل", "LYD"),
          entry("د.م", "MAD"),
          entry("ر.ع", "OMR"),
          entry("ر.ق", "QAR"),
          entry("ر.س", "SAR"),
          entry("د.ت", "TND"),
          entry("ر.ي", "YER"),
          entry("₸|тенге|tenge", "KZT"),
          entry("₾|lari", "GEL"),
          entry("₼|manat", "AZN TMT"),
          entry("৳|৲|taka", "BDT"),
          entry("₭", "LAK"),
          entry("៛", "KHR"),
          entry("₮", "MNT"),
          entry("₲|gs", "PYG"),
          entry("b/", "PAB"),
          entry("l", "HNL ALL LSL"),
          entry("сум|so'm|soʻm", "UZS"),
          entry("ден|den", "MKD"),
          entry("km", "BAM"),
          entry("fcfa|f cfa", "XOF XAF"),
          entry("₡", "CRC SVC"),
          entry("q", "GTQ"),
          entry("֏|dram", "AMD"));

  private static final int CODE = 3;

  private static final Map<String, List<String>> MEANINGS = meanings();

  private static final int LONGEST =
      MEANINGS.keySet().stream().mapToInt(String::length).max().orElseThrow();

  private CurrencyNames() {}

  /** The table, the numbers of ISO 4217, and the names in English. */
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
            CurrencyNames::both);
        addNames(currency, meanings);
      }
    }
    return Map.copyOf(meanings);
  }

  /** Not those of metals: a game's gold is none. */
  private static void addNames(Currency currency, Map<String, List<String>> meanings) {
    List<String> meant = List.of(currency.getCurrencyCode());
    if (meant.get(0).startsWith("X")) {
      return;
    }
    String name = currency.getDisplayName(Locale.ENGLISH).toLowerCase(Locale.ROOT);
    meanings.merge(name, meant, CurrencyNames::both);
    meanings.merge(name + "s", meant, CurrencyNames::both);
  }

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).distinct().toList();
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
    if (meant.isEmpty()) {
      return named(text);
    }
    return configured != null && meant.contains(configured) ? configured : null;
  }

  /** Of a code that has another name of its currency beside it: {@code EUR (€)}, {@code € EUR}. */
  private static @Nullable String named(String text) {
    int length = text.length();
    if (length <= CODE || length > CODE + LONGEST) {
      return null;
    }
    String code = agreed(text.substring(0, CODE), bare(text.substring(CODE)));
    return code == null
        ? agreed(bare(text.substring(0, length - CODE)), text.substring(length - CODE))
        : code;
  }

  /** Without what stands between two names, and around the second. */
  private static String bare(String name) {
    int start = 0;
    int end = name.length();
    while (start < end && isBetween(name.charAt(start))) {
      start++;
    }
    while (end > start && isBetween(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(start, end);
  }

  private static boolean isBetween(char c) {
    return " ()[]-–—:/,".indexOf(c) >= 0 || Character.isSpaceChar(c);
  }

  /** The code, if one of the names is one and the other may stand for it. */
  static @Nullable String agreed(String one, String other) {
    String code = Currencies.code(one);
    if (code != null && canMean(other, code)) {
      return code;
    }
    code = Currencies.code(other);
    return code != null && canMean(one, code) ? code : null;
  }

  /** Whether an amount in this currency may be written with this name. */
  static boolean canMean(String text, String code) {
    return code.equals(Currencies.code(text))
        || meanings(text).contains(code)
        || code.equals(named(text));
  }

  /** Whether the text stands for some currency, be it one of several. */
  static boolean isOne(String text) {
    return Currencies.code(text) != null || !meanings(text).isEmpty() || named(text) != null;
  }

  private static List<String> meanings(String text) {
    if (text.length() > LONGEST) {
      return List.of();
    }
    String name = text.toLowerCase(Locale.ROOT);
    List<String> meant = MEANINGS.get(name);
    if (meant == null && name.endsWith(".")) {
      meant = MEANINGS.get(name.substring(0, name.length() - 1));
    }
    return meant == null ? List.of() : meant;
  }
}
