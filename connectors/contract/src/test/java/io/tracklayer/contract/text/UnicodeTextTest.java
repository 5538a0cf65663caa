package io.tracklayer.contract.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeTextTest {

  private static final String EMOJI = "\uD83D\uDE00";

  @Test
  void aHalfOfASurrogatePairThatStandsAloneIsReplaced() {
    assertThat(UnicodeText.wellFormed("cut \uD83D")).isEqualTo("cut \uFFFD");
    assertThat(UnicodeText.wellFormed("\uDE00 cut")).isEqualTo("\uFFFD cut");
    assertThat(UnicodeText.wellFormed("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    assertThat(UnicodeText.wellFormed("\uD83D" + EMOJI + "\uDE00"))
        .isEqualTo("\uFFFD" + EMOJI + "\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Grüße", "東京", "a" + EMOJI + "é" + EMOJI})
  void theLengthIsThatInUtf8(String text) {
    assertThat(UnicodeText.bytes(text)).isEqualTo(text.getBytes(UTF_8).length);
  }

  @Test
  void wellFormedTextComesBackAsItIs() {
    String text = "plain, Grüße, " + EMOJI + EMOJI;

    assertThat(UnicodeText.wellFormed(text)).isSameAs(text);
    assertThat(UnicodeText.isWellFormed("")).isTrue();
  }

  @Test
  void whatIsWellFormedIsWhatUtf8CanCarry() {
    Random random = new Random(5);
    char[] chars = {'a', 'ü', '\uD83D', '\uDE00'};
    for (int run = 0; run < 10_000; run++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(6), 0, chars.length).forEach(i -> text.append(chars[i]));
      String given = text.toString();
      String carried = new String(given.getBytes(UTF_8), UTF_8);

      assertThat(UnicodeText.isWellFormed(given)).isEqualTo(carried.equals(given));
      assertThat(UnicodeText.wellFormed(given)).isEqualTo(carried.replace('?', '\uFFFD'));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "' O’Brien-Smith ', obriensmith, obriensmith",
    "Nr. 12a, nr12a, nra",
    "Łódź, łódź, łódź",
    "東京, 東京, 東京"
  })
  void lettersAndDigitsOfEveryScriptAreKept(String text, String withDigits, String without) {
    assertThat(UnicodeText.lettersAndDigits(text)).isEqualTo(withDigits);
    assertThat(UnicodeText.letters(text)).isEqualTo(without);
  }

  @Test
  void whatNoReaderSeesIsTakenOut() {
    assertThat(UnicodeText.visible("\u200b Jane\u00a0\u2009Roe\ufeff")).isEqualTo("Jane  Roe");
    assertThat(UnicodeText.visible("\u202aja\u200dne\u00ad@example.net\u202c"))
        .isEqualTo("jane@example.net");
    assertThat(UnicodeText.visible("\u2066\u200b\u3000")).isEmpty();
    assertThat(UnicodeText.visible(" Jane Roe\t")).isEqualTo("Jane Roe");
  }

  @Test
  void joinersThatSpellANameStay() {
    String persian = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627";

    assertThat(UnicodeText.visible("\u200c" + persian + "\u200d")).isEqualTo(persian);
  }
}
