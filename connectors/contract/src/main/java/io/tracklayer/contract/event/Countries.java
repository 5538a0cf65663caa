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
 * Recognises a country however a shop writes it: {@code DE}, {@code deu}, {@code 276}, {@code
 * Germany}, {@code Deutschland}, {@code The Netherlands}. White space and punctuation are ignored
 * in names but not in codes, so that {@code N/A} is not Namibia.
 *
 * <p>It may be written twice, as lists to choose from do: {@code United States (US)}, {@code DE -
 * Germany}, {@code Germany (+49)}. Both must mean the same country: Georgia, US is none.
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

  private static final int FIRST_OF_FLAGS = 0x1F1E6;
  private static final int LAST_OF_FLAGS = 0x1F1FF;

  private static final Pattern BETWEEN = Pattern.compile("\\s[-\u2013\u2014]\\s|[,;:/|()\\[\\]]");
  private static final Pattern CALLING_CODE = Pattern.compile("\\+[0-9]{1,3}|[0-9]{1,2}");

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
    codes.putAll(CountryNumbers.codes());
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
    names.put("großbritannien", "GB");
    names.put("grossbritannien", "GB");
    names.put("grandebretagne", "GB");
    names.put("angleterre", "GB");
    names.put("inglaterra", "GB");
    names.put("inghilterra", "GB");
    names.put("engeland", "GB");
    names.put("holanda", "NL");
    names.put("olanda", "NL");
    names.put("eeuu", "US");
    names.put("eua", "US");
    names.put("сша", "US");
    names.put("оаэ", "AE");
    names.put("السعودية", "SA");
    names.put("الإمارات", "AE");
    names.put("الامارات", "AE");
    names.put("アメリカ", "US");
    names.put("中国大陆", "CN");
    names.put("香港", "HK");
    names.put("澳门", "MO");
    names.put("澳門", "MO");
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
    String text = country.length() > LONGEST_NAME ? "" : UnicodeText.visible(country);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String code = codeOrName(text);
    return Optional.ofNullable(code == null ? writtenTwice(text) : code);
  }

  private static @Nullable String codeOrName(String text) {
    String code = CODES.get(text.toLowerCase(Locale.ROOT));
    return code == null && text.chars().noneMatch(Character::isDigit) ? named(text) : code;
  }

  private static @Nullable String named(String country) {
    // In Turkish, the capital of i has a dot, which other languages keep in lower case.
    String name = UnicodeText.letters(country).replace("i\u0307", "i");
    if (name.isEmpty()) {
      return ofFlag(country);
    }
    String code = Names.CODES_BY_NAME.get(name);
    return code == null && name.startsWith(ARTICLE)
        ? Names.CODES_BY_NAME.get(name.substring(ARTICLE.length()))
        : code;
  }

  /** A flag is written with the two letters of the code (Unicode TR51). */
  private static @Nullable String ofFlag(String text) {
    StringBuilder code = new StringBuilder(2);
    text.codePoints().forEach(c -> code.append((char) (c - FIRST_OF_FLAGS + 'a')));
    return text.codePoints().allMatch(c -> c >= FIRST_OF_FLAGS && c <= LAST_OF_FLAGS)
        ? CODES.get(code.toString())
        : null;
  }

  private static @Nullable String writtenTwice(String text) {
    List<String> parts = parts(text);
    String country = null;
    for (String part : parts) {
      String code = codeOrName(part);
      if (code == null || (country != null && !country.equals(code))) {
        return null;
      }
      country = code;
    }
    return country;
  }

  /** Without calling codes. */
  private static List<String> parts(String text) {
    List<String> parts =
        BETWEEN.splitAsStream(text).map(String::strip).filter(part -> !part.isEmpty()).toList();
    return parts.size() < 2
        ? besideACode(text)
        : parts.stream().filter(part -> !CALLING_CODE.matcher(part).matches()).toList();
  }

  /** {@code DE Germany}, {@code Germany DE}. */
  private static List<String> besideACode(String text) {
    int first = text.indexOf(' ');
    int last = text.lastIndexOf(' ');
    if (first < 0) {
      return List.of();
    }
    String start = text.substring(0, first);
    return CODES.containsKey(start.toLowerCase(Locale.ROOT))
        ? List.of(start, text.substring(first).strip())
        : List.of(text.substring(0, last).strip(), text.substring(last + 1));
  }
}
