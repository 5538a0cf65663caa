package io.tracklayer.e2e.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The raw fields that a type's page says are never sent: {@code
 * src/test/resources/never-sent/TYPE}, one pattern a line, in which {@code *} stands for anything;
 * lines with {@code #} are the words of the page that they follow from.
 */
record NeverSent(String type, List<String> patterns) {

  private static final Path PAGES = RepositoryFiles.at("docs/destinations");
  private static final String SECTION = "## What is never sent";

  /**
   * @throws AssertionError when the type has no list
   */
  static NeverSent of(String type) {
    String resource = "/never-sent/" + type + ".txt";
    try (InputStream list = NeverSent.class.getResourceAsStream(resource)) {
      if (list == null) {
        throw new AssertionError(
            "the type "
                + type
                + " needs deploy/e2e/src/test/resources"
                + resource
                + ": the raw fields that the section '"
                + SECTION
                + "' of its page in docs/destinations keeps from it, one pattern a line");
      }
      return new NeverSent(
          type,
          new String(list.readAllBytes(), UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<RawField> matching(String pattern, Collection<RawField> fields) {
    Predicate<String> matches = Pattern.compile(regex(pattern)).asMatchPredicate();
    return fields.stream().filter(field -> matches.test(field.name())).toList();
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      regex.append(
          switch (pattern.charAt(i)) {
            case '*' -> ".*";
            case '{' -> "(?:";
            case '}' -> ")";
            case '|' -> "|";
            default -> Pattern.quote(pattern.substring(i, i + 1));
          });
    }
    return regex.toString();
  }

  /** Whether a page about the type says what is never sent. */
  static boolean isOnAPage(String type) {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages
          .map(NeverSent::lines)
          .anyMatch(page -> page.get(0).equals("# " + type) && page.contains(SECTION));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
