package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.sections.BootstrapServers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types of values that the configuration knows. */
public final class Types {

  /** A canonical event, from the default table or from an endpoint's mapping. */
  public static final ScalarType<String> CANONICAL_EVENT =
      text(
          "canonical event",
          "a canonical event in snake_case of at most 64 characters, such as lead or trial_booked",
          "lead",
          "[a-z][a-z0-9_]{0,63}");

  private static final Pattern LOST_SEGMENT = Pattern.compile("/\\.{0,2}/|/\\.{1,2}$");

  private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._~/-]*");

  private static final Pattern PATH_OF_FIELD =
      Pattern.compile("\\$?\\.?(context|traits|properties)\\.(traits\\.)?(?<field>.+)");

  private static final int MAX_DIGITS = 12;

  private Types() {}

  public static ScalarType<String> text() {
    return text("text", "some text", "text", "\\S", text -> !text.isBlank()).trimming();
  }

  /** A code that the vendor shows; people write it as the switch that it is not. */
  public static ScalarType<String> code() {
    return text()
        .refusing(
            "true",
            code ->
                flag().parse(code).isPresent()
                    ? Optional.of("is no switch; write the code that the vendor shows")
                    : Optional.empty());
  }

  /**
   * Text of a certain form.
   *
   * @param pattern for the whole text, in syntax that Java and JSON Schema read alike
   */
  public static ScalarType<String> text(
      String name, String expectation, String example, String pattern) {
    return text(
        name,
        expectation,
        example,
        "^(" + pattern + ")$",
        Pattern.compile(pattern).asMatchPredicate());
  }

  private static ScalarType<String> text(
      String name, String expectation, String example, String regex, Predicate<String> valid) {
    return new ScalarType<>(
        name,
        expectation,
        example,
        textSchema(regex, valid),
        text -> Optional.of(text).filter(valid));
  }

  /**
   * YAML may read unquoted text as a number or a boolean; here it stays as written, where the
   * pattern allows it.
   */
  private static Map<String, Object> textSchema(String regex, Predicate<String> valid) {
    List<String> kinds = new ArrayList<>();
    kinds.add(JsonKind.STRING.keyword());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", kinds);
    schema.put("pattern", regex);
    List<String> powersOfTen =
        Stream.iterate("1", number -> number + "0").limit(40).filter(valid).toList();
    if (valid.test("1.5")) {
      kinds.add(JsonKind.NUMBER.keyword());
    } else if (!powersOfTen.isEmpty()) {
      kinds.add(JsonKind.INTEGER.keyword());
      String most = powersOfTen.get(powersOfTen.size() - 1).replaceAll("[01]", "9");
      if (!valid.test("-1")) {
        schema.put("minimum", new BigInteger(valid.test("0") ? "0" : powersOfTen.get(0)));
      }
      if (!valid.test(most + "9")) {
        schema.put("maximum", new BigInteger(most));
      }
    }
    if (valid.test("true") && valid.test("false")) {
      kinds.add(JsonKind.BOOLEAN.keyword());
    }
    return schema;
  }

  /** An id that becomes a single segment of a URL's path. */
  public static ScalarType<String> pathSegment(String example) {
    return text(
        "text",
        "letters, digits, `.`, `_` and `-`, at most 128 and no full stop at the start: " + example,
        example,
        "[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  }

  public static ScalarType<Boolean> flag() {
    return new ScalarType<>(
        "flag",
        "true or false",
        "true",
        Map.of("type", "boolean"),
        text ->
            switch (text) {
              case "true", "True", "TRUE" -> Optional.of(true);
              case "false", "False", "FALSE" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  public static ScalarType<Integer> number(int min, int max) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("minimum", min);
    schema.put("maximum", max);
    String name = "whole number from " + min + " to " + max;
    return new ScalarType<>(
        name,
        "a " + name,
        Integer.toString(min),
        schema,
        text -> wholeNumber(text).filter(n -> n >= min && n <= max).map(Math::toIntExact));
  }

  /** An amount of money, which may have decimals. */
  public static ScalarType<BigDecimal> amount(int max) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "number");
    schema.put("minimum", 0);
    schema.put("maximum", max);
    String name = "amount from 0 to " + max;
    return new ScalarType<>(
        name,
        "an " + name + ": 10 or 9.99",
        "9.99",
        schema,
        text ->
            decimal(text)
                .filter(n -> n.signum() >= 0 && n.compareTo(BigDecimal.valueOf(max)) <= 0));
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** To YAML and JSON Schema, a number such as 5.0 is whole as well. */
  private static Optional<Long> wholeNumber(String text) {
    String digits = text.replaceFirst("\\.0*$", "");
    return digits.matches("[0-9]+") && digits.length() <= MAX_DIGITS
        ? Optional.of(Long.valueOf(digits))
        : Optional.empty();
  }

  /**
   * @param values in the order in which messages list them
   */
  public static ScalarType<String> choice(String... values) {
    List<String> choices = List.of(values);
    String all = oneOf(choices);
    return new ScalarType<>(
        all,
        all,
        choices.get(0),
        Map.of("enum", choices.stream().map(Types::asInYaml).toList()),
        text -> Optional.of(text).filter(choices::contains));
  }

  /** Its constants, in lower case. */
  public static <E extends Enum<E>> ScalarType<E> choice(Class<E> constants) {
    String[] names =
        Stream.of(constants.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    return choice(names).as(name -> Enum.valueOf(constants, name.toUpperCase(Locale.ROOT)));
  }

  private static Object asInYaml(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : text;
  }

  private static String oneOf(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** A duration above zero, and no longer than makes sense. */
  public static ScalarType<Duration> duration(Duration longest) {
    return duration("5s", longest);
  }

  private static ScalarType<Duration> duration(String example, Duration longest) {
    String limit = " up to " + DurationText.of(longest);
    return new ScalarType<>(
            "duration" + limit,
            "a whole number above 0 with ms, s, m, h or d," + limit + ": 200ms, 5s, 7d",
            example,
            Map.of("type", "string", "pattern", "^0*[1-9][0-9]*(ms|s|m|h|d)$"),
            text -> DurationText.parse(text).filter(duration -> !duration.isZero()))
        .except(
            longest.toMillis() + 1 + "ms",
            text ->
                DurationText.parse(text).filter(given -> given.compareTo(longest) > 0).isPresent());
  }

  /** The same with a lower bound, below which it would not serve its purpose. */
  public static ScalarType<Duration> duration(Duration shortest, Duration longest) {
    return duration(DurationText.of(shortest), longest)
        .refusing(
            shortest.toMillis() - 1 + "ms",
            text ->
                DurationText.parse(text)
                    .filter(given -> given.compareTo(shortest) < 0)
                    .map(given -> "is too short; write at least " + DurationText.of(shortest)));
  }

  /**
   * @param minKibibytes under which it would not do what it is for
   */
  public static ScalarType<Integer> size(int minKibibytes, int maxMebibytes) {
    long min = (long) minKibibytes << 10;
    long max = (long) maxMebibytes << 20;
    String least = minKibibytes % 1024 == 0 ? minKibibytes / 1024 + "MiB" : minKibibytes + "KiB";
    String example = min > 4 << 20 ? least : "4MiB";
    String limit = " up to " + maxMebibytes + "MiB";
    return new ScalarType<>(
            "size" + limit,
            "a whole number above 0 with B, KiB or MiB," + limit + ": " + example,
            example,
            Map.of("type", "string", "pattern", "^0*[1-9][0-9]*(B|KiB|MiB)$"),
            text -> bytes(text).filter(n -> n > 0 && n <= max).map(Long::intValue))
        .except(maxMebibytes + 1 + "MiB", text -> bytes(text).filter(n -> n > max).isPresent())
        .refusing(
            minKibibytes - 1 + "KiB",
            text ->
                bytes(text)
                    .filter(n -> n > 0 && n < min)
                    .map(n -> "is too small; write at least " + least));
  }

  private static Optional<Long> bytes(String text) {
    int unit = 0;
    while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
      unit++;
    }
    Optional<Long> number = wholeNumber(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "MiB" -> number.map(n -> n << 20);
      case "KiB" -> number.map(n -> n << 10);
      case "B" -> number;
      default -> Optional.empty();
    };
  }

  /** An address of http or https with a host; user names and secrets in it are refused. */
  public static ScalarType<URI> url(String expectation, String example) {
    return new ScalarType<>(
            "URL",
            expectation,
            example,
            Map.of("type", "string", "format", "uri", "pattern", "^https?://[^/]"),
            text -> uri(text).filter(Types::isHttp))
        .saying(text -> "is not a usable URL; write " + expectation)
        .refusing(
            "https://host/path?token=abc",
            text ->
                uri(text).filter(Types::holdsSecret).isPresent()
                    ? Optional.of(
                        "holds a secret in clear; a URL is shown in logs and pages: leave it out")
                    : Optional.empty());
  }

  /** False for text that is not a URL. */
  public static boolean hasQueryOrFragment(String text) {
    return uri(text)
        .filter(url -> url.getRawQuery() != null || url.getRawFragment() != null)
        .isPresent();
  }

  /** False for text that is not a URL. */
  public static boolean hasNoPath(String text) {
    return uri(text).filter(Types::isHttp).filter(url -> url.getPath().length() <= 1).isPresent();
  }

  /** Such a path never arrives as written. */
  public static Optional<String> lostSegment(String text) {
    return uri(text)
        .map(URI::getPath)
        .filter(path -> LOST_SEGMENT.matcher(path).find())
        .map(path -> "has ., .. or // in its path, which senders resolve; write the path without");
  }

  /** A router takes {@code *} and {@code {}} for patterns, a server {@code ;} for a parameter. */
  public static Optional<String> unusualPath(String text) {
    return uri(text)
        .map(URI::getRawPath)
        .filter(path -> !PLAIN_PATH.matcher(path).matches())
        .map(
            path ->
                "has characters in its path that do not stand for themselves everywhere; write"
                    + " letters, digits, `.`, `_`, `~` and `-` between the slashes");
  }

  /** Of a field that is looked up by its name alone. */
  public static Optional<String> pathOfField(String name) {
    Matcher path = PATH_OF_FIELD.matcher(name);
    return path.matches()
        ? Optional.of("has its place before it; write its name alone: " + path.group("field"))
        : Optional.empty();
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHttp(URI url) {
    return url.getHost() != null
        && url.getPort() != 0
        && url.getPort() <= BootstrapServers.MAX_PORT
        && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
  }

  private static boolean holdsSecret(URI url) {
    if (url.getRawUserInfo() != null) {
      return true;
    }
    if (url.getRawQuery() == null) {
      return false;
    }
    for (String parameter : url.getRawQuery().split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0 && SecretWords.isParameter(parameter.substring(0, equals))) {
        return true;
      }
    }
    return false;
  }

  /** Problems never repeat the value: it may be the secret itself, put there by mistake. */
  public static ScalarType<SecretRef> secretRef() {
    String pattern = "[A-Z_][A-Z0-9_]*|file:/[^\\x00]*[^\\x00\\s]";
    Predicate<String> isReference = Pattern.compile(pattern).asMatchPredicate();
    return new ScalarType<>(
            "secret reference",
            "the name of an environment variable, or file:/path",
            "A_SECRET",
            Map.of("type", "string", "pattern", "^(" + pattern + ")$"),
            text -> Optional.of(text).filter(isReference).map(SecretRef::new))
        .saying(
            text ->
                "is not a reference, but perhaps the secret itself; write the name of an environment"
                    + " variable (A-Z, 0-9, _), or file:/path");
  }

  /** The same, for a secret that must have a certain form. */
  public static ScalarType<SecretRef> secretRef(SecretForm form) {
    return secretRef().ofForm(form);
  }

  public static <E> ListType<E> listOf(ValueType<E> element) {
    return new ListType<>(element, 0, Integer.MAX_VALUE, false);
  }

  public static <E> ListType<E> listOfAtLeastOne(ValueType<E> element) {
    return new ListType<>(element, 1, Integer.MAX_VALUE, false);
  }

  /** A single value may stand for a list of one. */
  public static <E> ListType<E> oneOrListOf(ValueType<E> element, int max) {
    return new ListType<>(element, 1, max, true);
  }

  public static <V> MapType<V> mapOf(ValueType<V> value) {
    return mapOf(text(), value);
  }

  public static <V> MapType<V> mapOf(ScalarType<String> key, ValueType<V> value) {
    return new MapType<>(key, value, false, false);
  }

  /** Any JSON value. */
  public static JsonType json() {
    return new JsonType(false);
  }

  /** A JSON object. */
  public static JsonType jsonObject() {
    return new JsonType(true);
  }

  public static ValueType<Settings> section(Option<?>... options) {
    return new SectionType(new OptionGroup(options));
  }
}
