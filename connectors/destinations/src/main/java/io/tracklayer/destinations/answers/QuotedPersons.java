package io.tracklayer.destinations.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.Redaction;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes from what a destination said what it quotes of the persons of a request. {@link
 * Redaction} finds values by their form; a name, a street or a short id has none, and is known only
 * by the events that were sent.
 *
 * <p>A value counts in any case, as whole words, from three characters on; so does each word of a
 * name, and the beginning of a value where the text was cut. An e-mail address is also found with
 * {@code at} and {@code dot} in words.
 *
 * <p>A request holds up to a few thousand events, and its task waits meanwhile: so each text is
 * looked at once, and only for the values that begin with one of its words.
 */
public final class QuotedPersons {

  private static final String MARK = "[personal]";

  private static final int FEWEST_CHARACTERS = 3;

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private static final String NOT_BEHIND_A_WORD = "(?<![\\p{L}\\p{M}\\p{N}])";
  private static final String NOT_BEFORE_A_WORD = "(?![\\p{L}\\p{M}\\p{N}])";

  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> addresses = new LinkedHashSet<>();

  /** Found when the first text is looked at, in which they may be only if their word is. */
  private @Nullable Map<String, List<String>> valuesByFirstWord;

  /** An answer often says the same of every event. */
  private final Map<String, String> alreadyHidden = new HashMap<>();

  /** To be told of every event of the request: the answer may quote any of them. */
  public void add(CanonicalEvent event) {
    Person user = event.user();
    addresses.addAll(user.emails());
    addAll(inBase64(user.emails()));
    addAll(inBase64(user.phones()));
    addAll(Arrays.asList(user.userId(), user.anonymousId(), user.gender(), user.birthDate()));
    addAll(Arrays.asList(user.city(), user.state(), user.postalCode(), user.country()));
    addAll(Arrays.asList(user.userAgent(), user.firstName(), user.lastName()));
    addAll(user.phones());
    addAll(user.emailsSha256());
    addAll(user.phonesSha256());
    user.externalIds().values().forEach(this::addAll);
    Stream.of(user.firstName(), user.lastName())
        .filter(name -> name != null)
        .forEach(name -> addAll(List.of(BETWEEN_WORDS.split(name, -1))));
    addTraits(event.traits());
  }

  /** Longer ones look like tokens. */
  private static List<String> inBase64(Collection<String> plain) {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return plain.stream().map(value -> encoder.encodeToString(value.getBytes(UTF_8))).toList();
  }

  private void addAll(Collection<@Nullable String> more) {
    for (String value : more) {
      if (value != null && value.strip().length() >= FEWEST_CHARACTERS) {
        values.add(value.strip());
      }
    }
  }

  private void addTraits(@Nullable JsonNode traits) {
    if (traits == null) {
      return;
    }
    if (traits.isValueNode()) {
      addAll(List.of(traits.isTextual() ? traits.textValue() : ""));
    }
    traits.forEach(this::addTraits);
  }

  /**
   * To be asked when all events have been told.
   *
   * @param said what {@link Redaction} left of an answer
   */
  public String hiddenIn(String said) {
    return alreadyHidden.computeIfAbsent(said, this::hide);
  }

  private String hide(String said) {
    String hidden = said;
    String lower = said.toLowerCase(Locale.ROOT);
    for (String address : addresses) {
      if (lower.contains(localPart(address).toLowerCase(Locale.ROOT))) {
        hidden = hide(written(address), hidden);
      }
    }
    lower = hidden.toLowerCase(Locale.ROOT);
    for (String value : whatMayBeIn(lower)) {
      if (lower.contains(value.toLowerCase(Locale.ROOT))) {
        hidden = hide(Pattern.quote(value), hidden);
        lower = hidden.toLowerCase(Locale.ROOT);
      }
    }
    return Redaction.cut(withoutBeginning(hidden));
  }

  /** The values of which the text has the first word, the longest first. */
  private List<String> whatMayBeIn(String lower) {
    if (valuesByFirstWord == null) {
      valuesByFirstWord = values.stream().collect(Collectors.groupingBy(QuotedPersons::firstWord));
    }
    Map<String, List<String>> byFirstWord = valuesByFirstWord;
    return Stream.concat(Stream.of(""), BETWEEN_WORDS.splitAsStream(lower))
        .distinct()
        .flatMap(word -> byFirstWord.getOrDefault(word, List.of()).stream())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  /** In lower case; empty if the value has no word. */
  private static String firstWord(String value) {
    return BETWEEN_WORDS
        .splitAsStream(value.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String hide(String pattern, String text) {
    return Pattern.compile(NOT_BEHIND_A_WORD + pattern + NOT_BEFORE_A_WORD, FLAGS)
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(MARK));
  }

  /**
   * In the forms in which people hide an address from programs, {@code jane [at] example dot com}.
   */
  private static String written(String address) {
    String localPart = localPart(address);
    StringBuilder pattern = new StringBuilder(Pattern.quote(localPart));
    pattern.append("\\s?[\\[({<]?\\s?(?:@|at|%40)\\s?[\\])}>]?\\s?");
    String[] labels = address.substring(address.lastIndexOf('@') + 1).split("\\.", -1);
    for (int i = 0; i < labels.length; i++) {
      pattern.append(i == 0 ? "" : "\\s?[\\[({<]?\\s?(?:\\.|dot)\\s?[\\])}>]?\\s?");
      pattern.append(Pattern.quote(labels[i]));
    }
    return pattern.toString();
  }

  private static String localPart(String address) {
    return address.substring(0, Math.max(0, address.lastIndexOf('@')));
  }

  /** Where the text was cut, in the middle of a value. */
  private String withoutBeginning(String text) {
    if (!text.endsWith(Redaction.ELLIPSIS)) {
      return text;
    }
    String left = text.substring(0, text.length() - Redaction.ELLIPSIS.length());
    int longest =
        Stream.concat(values.stream(), addresses.stream())
            .mapToInt(value -> lengthOfBeginning(value, left))
            .max()
            .orElse(0);
    return longest == 0
        ? text
        : left.substring(0, left.length() - longest) + MARK + Redaction.ELLIPSIS;
  }

  /** How much of the value the text ends with, if that is enough to tell; else 0. */
  private static int lengthOfBeginning(String value, String text) {
    for (int n = Math.min(value.length(), text.length()); n >= FEWEST_CHARACTERS; n--) {
      int start = text.length() - n;
      if (text.regionMatches(true, start, value, 0, n)
          && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))) {
        return n;
      }
    }
    return 0;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "QuotedPersons[" + values.size() + "]";
  }
}
