package io.tracklayer.contract.event;

import io.tracklayer.contract.text.UnicodeText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a country however a shop writes it: {@code DE}, {@code deu}, {@code Germany}, {@code
 * Deutschland}, {@code The Netherlands}, {@code United States (US)}. White space and punctuation
 * are ignored in names but not in codes, so that {@code N/A} is not Namibia.
 */
public final class Countries {

  private static final int LONGEST_NAME = 64;

  /** In which shops write names. English comes first: a name counts as what it means there. */
  private static final List<String> LANGUAGES =
      List.of(
          "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "no", "fi", "cs", "tr", "hu",
          "ro", "sk", "sl", "hr", "bg", "el", "ru", "uk", "et", "lv", "lt", "he", "ar", "ja", "ko",
          "zh", "zh-Hant", "th", "vi", "id");

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private static final String ARTICLE = "the";

  private static final Map<String, String> CODES = codes();

  /** Loaded with the first text that is no code: it takes a quarter of a second. */
  private static final class Names {

    static final Map<String, String> CODES_BY_NAME = names();

    private Names() {}
  }

  private Countries() {}

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      codes.put(code.toLowerCase(Locale.ROOT), code);
      codes.put(new Locale("", code).getISO3Country().toLowerCase(Locale.ROOT), code);
    }
    codes.put("uk", "GB");
    codes.put("u.k.", "GB");
    codes.put("u.s.", "US");
    codes.put("u.s.a.", "US");
    return Map.copyOf(codes);
  }

  /** Unicode's names in the languages of large shops, and other names in use. */
  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    names.put("greatbritain", "GB");
    names.put("england", "GB");
    names.put("scotland", "GB");
    names.put("wales", "GB");
    names.put("northernireland", "GB");
    names.put("unitedstatesofamerica", "US");
    names.put("czechrepublic", "CZ");
    names.put("russianfederation", "RU");
    names.put("vietnam", "VN");
    names.put("turkey", "TR");
    names.put("holland", "NL");
    names.put("republicofireland", "IE");
    names.put("hongkong", "HK");
    names.put("macau", "MO");
    names.put("uae", "AE");
    names.put("ksa", "SA");
    names.put("federalrepublicofgermany", "DE");
    names.put("bundesrepublikdeutschland", "DE");
    names.put("francemétropolitaine", "FR");
    names.put("francemetropolitaine", "FR");
    // As ISO 3166-1 and the lists of countries made of it write them.
    names.put("korearepublicof", "KR");
    names.put("republicofkorea", "KR");
    names.put("moldovarepublicof", "MD");
    names.put("taiwanprovinceofchina", "TW");
    names.put("tanzaniaunitedrepublicof", "TZ");
    names.put("iranislamicrepublicof", "IR");
    names.put("venezuelabolivarianrepublicof", "VE");
    names.put("boliviaplurinationalstateof", "BO");
    names.put("netherlandskingdomofthe", "NL");
    names.put("unitedkingdomofgreatbritainandnorthernireland", "GB");
    for (String language : LANGUAGES) {
      addMissing(names, namesIn(Locale.forLanguageTag(language)));
    }
    return Map.copyOf(names);
  }

  /** Without names of several countries. */
  private static Map<String, String> namesIn(Locale language) {
    Map<String, String> names = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (String code : Locale.getISOCountries()) {
      String name = new Locale("", code).getDisplayCountry(language);
      for (String form : List.of(name, name.replace("&", "and"), withoutAccents(name))) {
        String letters = UnicodeText.letters(form);
        String other = names.put(letters, code);
        if (other != null && !other.equals(code)) {
          ambiguous.add(letters);
        }
      }
    }
    names.keySet().removeAll(ambiguous);
    return names;
  }

  private static String withoutAccents(String name) {
    return isLatin(name)
        ? ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("")
        : name;
  }

  /** Elsewhere, marks make other letters. */
  private static boolean isLatin(String name) {
    return name.codePoints().allMatch(c -> c < 0x250 || !Character.isLetter(c));
  }

  private static void addMissing(Map<String, String> names, Map<String, String> more) {
    more.forEach(names::putIfAbsent);
  }

  /** The ISO 3166-1 alpha-2 code, in upper case, for a code or a name; empty for anything else. */
  public static Optional<String> alpha2(String country) {
    if (country.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String code = CODES.get(country.strip().toLowerCase(Locale.ROOT));
    return Optional.ofNullable(code == null ? named(country) : code);
  }

  private static @Nullable String named(String country) {
    String name = UnicodeText.letters(country);
    String code = Names.CODES_BY_NAME.get(name);
    if (code == null && name.startsWith(ARTICLE)) {
      code = Names.CODES_BY_NAME.get(name.substring(ARTICLE.length()));
    }
    int comment = country.indexOf('(');
    return code == null && comment > 0 ? named(country.substring(0, comment)) : code;
  }
}
