package io.tracklayer.destinations.normalise;

import io.tracklayer.contract.text.UnicodeText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The postal abbreviations, in lower case, of US states and Canadian provinces, by their
 * unambiguous names.
 */
final class StateCodes {

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

  private StateCodes() {}

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
   * @param state letters and digits only, in lower case
   * @param country lower-case code; if it is unknown, only full names are recognised, no
   *     abbreviations
   */
  static @Nullable String of(String state, @Nullable String country) {
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
