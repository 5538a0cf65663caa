package io.tracklayer.job.intake.person;

import io.tracklayer.contract.text.UnicodeText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name in one field: {@code Jane Doe}, or {@code Doe, Jane}. Without a comma, three words may be
 * two first names or two last names, and one may be either, unless an address stands before it:
 * {@code Frau Müller} has a last name only. The name of a company is nobody's.
 */
record FullName(@Nullable String first, String last) {

  /** What follows a comma and is no first name. */
  private static final Set<String> SUFFIXES =
      Set.of("jr", "junior", "sr", "senior", "ii", "iii", "iv", "md", "phd", "esq", "cpa", "dds");

  /** What people are addressed by before their name; none of it is a name anywhere. */
  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "mx",
          "miss",
          "mister",
          "madam",
          "dr",
          "prof",
          "professor",
          "herr",
          "frau",
          "fräulein",
          "hr",
          "monsieur",
          "madame",
          "mademoiselle",
          "mme",
          "mlle",
          "señor",
          "señora",
          "señorita",
          "sr",
          "sra",
          "srta",
          "signor",
          "signora",
          "signorina",
          "dott",
          "dottssa",
          "sig",
          "sigra",
          "senhor",
          "senhora",
          "dhr",
          "mevr",
          "mevrouw",
          "meneer",
          "ing",
          "dipling");

  /** Names, or the first letter of one, unless a full stop follows. */
  private static final Set<String> TITLES_WITH_A_STOP = Set.of("m", "mag", "fr", "st");

  /** Legal forms of companies that are no surname anywhere. */
  private static final Set<String> COMPANIES =
      Set.of(
          "inc",
          "llc",
          "ltd",
          "limited",
          "corp",
          "corporation",
          "company",
          "gmbh",
          "ggmbh",
          "ohg",
          "gbr",
          "kgaa",
          "mbh",
          "plc",
          "lp",
          "llp",
          "pty",
          "pte",
          "sarl",
          "sas",
          "srl",
          "spa",
          "ltda",
          "oyj",
          "aps",
          "kft",
          "zrt",
          "sro",
          "doo",
          "spzoo",
          "bvba");

  /** Surnames too, as in Maria Sá, unless all their letters are capitals or full stops. */
  private static final Set<String> COMPANIES_IN_CAPITALS =
      Set.of(
          "ag", "kg", "ug", "ev", "ek", "se", "sa", "sl", "slu", "nv", "bv", "ab", "as", "asa",
          "oy", "co", "kk");

  /** Titles, names and all; from a text without end, its titles would be taken one by one. */
  private static final int LONGEST = 500;

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** Empty where the parts cannot be told. */
  static Optional<FullName> of(String text) {
    if (text.length() > LONGEST || isOfCompany(text)) {
      return Optional.empty();
    }
    int comma = text.indexOf(',');
    if (comma < 0) {
      return ofWords(text);
    }
    String before = text.substring(0, comma).strip();
    String after = text.substring(comma + 1).strip();
    String word = UnicodeText.letters(after);
    if (SUFFIXES.contains(word)) {
      return ofWords(before);
    }
    return before.isEmpty() || word.isEmpty() || after.indexOf(',') >= 0 || word.equals("co")
        ? Optional.empty()
        : Optional.of(new FullName(isTitle(after) ? null : after, before));
  }

  private static Optional<FullName> ofWords(String text) {
    String name = withoutTitles(text);
    int space = name.indexOf(' ');
    if (space < 0) {
      return name.equals(text) || name.isEmpty()
          ? Optional.empty()
          : Optional.of(new FullName(null, name));
    }
    String last = name.substring(space).strip();
    return last.indexOf(' ') >= 0
        ? Optional.empty()
        : Optional.of(new FullName(name.substring(0, space), last));
  }

  private static String withoutTitles(String text) {
    String name = text;
    int space = name.indexOf(' ');
    while (space > 0 && isTitle(name.substring(0, space))) {
      name = name.substring(space).strip();
      space = name.indexOf(' ');
    }
    return name;
  }

  /** Whether it is what somebody is addressed by, and no name: {@code Mrs}, {@code Herr Dr.}. */
  static boolean isTitle(String text) {
    for (String word : SPACES.split(text.strip(), -1)) {
      String letters = UnicodeText.letters(word);
      if (!TITLES.contains(letters)
          && !(word.endsWith(".") && TITLES_WITH_A_STOP.contains(letters))) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of several words is the legal form of a company. */
  static boolean isOfCompany(String text) {
    String[] words = SPACES.split(text.replace(',', ' ').strip(), -1);
    boolean isInCapitals = text.equals(text.toUpperCase(Locale.ROOT));
    for (int i = 1; i < words.length; i++) {
      String letters = UnicodeText.letters(words[i]);
      boolean isCapital =
          COMPANIES_IN_CAPITALS.contains(letters)
              && words[i].equals(words[i].toUpperCase(Locale.ROOT))
              && (!isInCapitals || words[i].indexOf('.') >= 0);
      if (isCapital || COMPANIES.contains(letters)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the name has besides a part that is known, whether that comes first or last; null where it
   * is not the name's.
   */
  static @Nullable String besides(String part, String text) {
    String name = text.toLowerCase(Locale.ROOT);
    String known = part.toLowerCase(Locale.ROOT);
    if (name.length() != text.length() || known.length() >= name.length()) {
      return null;
    }
    int length = known.length();
    String rest =
        name.startsWith(known) && isBoundary(name.charAt(length))
            ? text.substring(length)
            : name.endsWith(known) && isBoundary(name.charAt(name.length() - length - 1))
                ? text.substring(0, name.length() - length)
                : "";
    String bare = rest.replace(',', ' ').strip();
    return bare.isEmpty() || isTitle(bare) ? null : bare;
  }

  private static boolean isBoundary(char c) {
    return c == ' ' || c == ',';
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "FullName[…]";
  }
}
