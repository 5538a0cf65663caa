package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Texts as long as an event may be, which patterns would look through again from each of their
 * letters: that would take minutes, in which a task does nothing else.
 */
class LongTextsTest {

  private static final int LENGTH = 240_000;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "j@x, ' ', y",
        "j@x, \", y",
        "'', a@, (",
        "'', @, (",
        "@, <, ''",
        "a@b, (, ''",
        "'', A , (j@x",
        "j@x, \u200b, y",
        "'', %40, ''",
        "'', &amp;, @",
        "'', &#64, ''",
        "'', mailto:, @",
        "a, ., @x",
        "'', 1;a=, ''",
        "+49, ' ', x",
        "'', 1, ;x"
      })
  @Timeout(20)
  void aTextOfOneThingAgainAndAgainIsLookedThroughOnce(String start, String middle, String end) {
    List<String> found = new ArrayList<>();

    AddressFields.forEachText(
        new TextNode(
            plain(start) + plain(middle).repeat(LENGTH / plain(middle).length()) + plain(end)),
        found::add);

    assertThat(found).hasSizeLessThan(10);
  }

  private static String plain(String quoted) {
    return quoted.equals("''") ? "" : quoted.equals("' '") ? " " : quoted;
  }
}
