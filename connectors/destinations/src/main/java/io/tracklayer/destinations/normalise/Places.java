package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.text.UnicodeText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of countries, states of the US and provinces of Canada to their codes, where a name has one
 * meaning. Codes are ISO 3166-1 alpha-2 and the postal abbreviations, in lower case.
 */
public final class Places {

  private static final Map<String, String> COUNTRIES = countries();
  private static final Map<String, String> US_STATES =
      codes(
          "Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,"
              + "Delaware DE,District of Columbia DC,Florida FL,Georgia GA,Hawaii HI,Idaho ID,"
              + "Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,"
              + "Maryland MD,Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,Missouri MO,"
              + "Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,"
              + "New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,"
              + "Pennsylvania PA,Puerto Rico PR,Rhode Island RI,South Carolina SC,South Dakota SD,"
              + "Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,"
              + "West Virginia WV,Wisconsin WI,Wyoming WY");
  private static final Map<String, String> CANADIAN_PROVINCES =
      codes(
          "Alberta AB,British Columbia BC,Manitoba MB,New Brunswick NB,"
              + "Newfoundland and Labrador NL,Newfoundland NL,Northwest Territories NT,"
              + "Nova Scotia NS,Nunavut NU,Ontario ON,Prince Edward Island PE,Quebec QC,"
              + "Québec QC,Saskatchewan SK,Yukon YT");

  private Places() {}

  private static Map<String, String> countries() {
    Map<String, String> countries = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale("", code);
      String lower = code.toLowerCase(Locale.ROOT);
      countries.put(UnicodeText.letters(country.getDisplayCountry(Locale.ENGLISH)), lower);
      countries.put(country.getISO3Country().toLowerCase(Locale.ROOT), lower);
    }
    for (String code : Locale.getISOCountries()) {
      countries.put(code.toLowerCase(Locale.ROOT), code.toLowerCase(Locale.ROOT));
    }
    countries.put("unitedstatesofamerica", "us");
    countries.put("uk", "gb");
    countries.put("greatbritain", "gb");
    countries.put("czechrepublic", "cz");
    countries.put("southkorea", "kr");
    countries.put("russianfederation", "ru");
    countries.put("vietnam", "vn");
    countries.put("turkey", "tr");
    countries.put("deutschland", "de");
    countries.put("españa", "es");
    countries.put("italia", "it");
    countries.put("österreich", "at");
    return Map.copyOf(countries);
  }

  private static Map<String, String> codes(String list) {
    Map<String, String> codes = new HashMap<>();
    for (String entry : list.split(",", -1)) {
      int space = entry.lastIndexOf(' ');
      String code = entry.substring(space + 1).toLowerCase(Locale.ROOT);
      codes.put(UnicodeText.letters(entry.substring(0, space)), code);
      codes.put(code, code);
    }
    return Map.copyOf(codes);
  }

  /**
   * @param country a code of two or three letters, or a name, in any case
   * @return null when it is none that is known
   */
  public static String country(String country) {
    return COUNTRIES.get(UnicodeText.letters(country));
  }

  /**
   * @param state letters and digits only, in lower case
   * @param country lower-case code; null when it is not known, and then only a name that is a
   *     state's or province's is taken, no abbreviation
   * @return null where there is no code for it
   */
  public static String state(String state, String country) {
    if (country == null) {
      String code = state.length() > 2 ? US_STATES.get(state) : null;
      return code == null && state.length() > 2 ? CANADIAN_PROVINCES.get(state) : code;
    }
    return switch (country) {
      case "us" -> US_STATES.get(state);
      case "ca" -> CANADIAN_PROVINCES.get(state);
      default -> null;
    };
  }
}
