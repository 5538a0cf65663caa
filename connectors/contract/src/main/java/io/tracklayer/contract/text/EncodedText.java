package io.tracklayer.contract.text;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that was encoded before it was sent, for a URL ({@code jane%40example.com}) or with the
 * character references of a page. WordPress hides addresses in a mixture of both, another one each
 * time.
 *
 * @see <a href="https://developer.wordpress.org/reference/functions/antispambot/">WordPress</a>
 */
public final class EncodedText {

  /** Of the names, those of signs that addresses have or stand in. */
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,9}));");

  /**
   * Named character references of HTML.
   *
   * @see <a href="https://html.spec.whatwg.org/multipage/named-characters.html">HTML</a>
   */
  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("commat", "@"),
          Map.entry("period", "."),
          Map.entry("plus", "+"),
          Map.entry("lowbar", "_"),
          Map.entry("hyphen", "-"),
          Map.entry("dash", "-"),
          Map.entry("colon", ":"),
          Map.entry("comma", ","),
          Map.entry("semi", ";"),
          Map.entry("lpar", "("),
          Map.entry("rpar", ")"),
          Map.entry("sol", "/"),
          Map.entry("num", "#"),
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", "\u00A0"),
          Map.entry("shy", "\u00AD"),
          Map.entry("zwj", "\u200D"),
          Map.entry("zwnj", "\u200C"));

  /** How often a text may have been encoded. */
  private static final int MAX_LAYERS = 3;

  private static final char LOST = '\uFFFD';

  private EncodedText() {}

  /** Whether anything in it may be encoded. */
  public static boolean isPossible(String text) {
    return text.indexOf('%') >= 0 || text.indexOf('&') >= 0;
  }

  /**
   * The text itself. What only looks encoded, and would not become text, stays as it is: a per cent
   * sign is allowed in an e-mail address.
   */
  public static String decoded(String text) {
    String decoded = text;
    for (int layer = 0; layer < MAX_LAYERS && isPossible(decoded); layer++) {
      String inner = withoutReferences(withoutPercents(decoded));
      if (inner.equals(decoded)) {
        return decoded;
      }
      decoded = inner;
    }
    return decoded;
  }

  private static String withoutPercents(String text) {
    String decoded = PercentEncoding.decoded(text);
    return decoded.indexOf(LOST) >= 0 && text.indexOf(LOST) < 0 ? text : decoded;
  }

  private static String withoutReferences(String text) {
    return text.indexOf('&') < 0
        ? text
        : REFERENCE.matcher(text).replaceAll(EncodedText::characterOf);
  }

  private static String characterOf(MatchResult reference) {
    String decimal = reference.group(1);
    String hex = reference.group(2);
    String character;
    if (decimal != null) {
      character = character(Integer.parseInt(decimal), reference.group());
    } else if (hex != null) {
      character = character(Integer.parseInt(hex, 16), reference.group());
    } else {
      character = BY_NAME.getOrDefault(reference.group(3), reference.group());
    }
    return Matcher.quoteReplacement(character);
  }

  private static String character(int codePoint, String otherwise) {
    boolean isCharacter =
        codePoint > 0
            && Character.isValidCodePoint(codePoint)
            && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    return isCharacter ? Character.toString(codePoint) : otherwise;
  }
}
