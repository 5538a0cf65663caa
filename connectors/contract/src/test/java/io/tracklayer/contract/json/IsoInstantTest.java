package io.tracklayer.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantTest {

  private static final int RUNS = 20_000;
  private static final String SIGNS = "0123456789-+:.,TZtz _";

  @Test
  void everyInstantIsWrittenAndReadAsByTheJdk() {
    Random random = new Random(1);
    for (int i = 0; i < RUNS; i++) {
      Instant instant = any(random);

      assertThat(IsoInstant.text(instant)).isEqualTo(instant.toString());
      assertThat(IsoInstant.parse(instant.toString())).isEqualTo(instant);
    }
  }

  @Test
  void theFirstAndTheLastInstantAreWrittenToo() {
    for (Instant instant : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
      assertThat(IsoInstant.text(instant)).isEqualTo(instant.toString());
    }
  }

  /** From the year -1000 to 11000, in seconds, milliseconds, microseconds or nanoseconds. */
  private static Instant any(Random random) {
    long seconds = random.nextLong(-93_724_000_000L, 284_960_000_000L);
    int unit = new int[] {1_000_000_000, 1_000_000, 1_000, 1}[random.nextInt(4)];
    return Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000) / unit * (long) unit);
  }

  @Test
  void textThatIsNearlyAnInstantIsReadOrRefusedAsByTheJdk() {
    Random random = new Random(2);
    for (int i = 0; i < RUNS; i++) {
      StringBuilder text = new StringBuilder(any(random).toString());
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        change(text, random);
      }
      assertThat(answer(text.toString(), IsoInstant::parse))
          .as(text.toString())
          .isEqualTo(answer(text.toString(), Instant::parse));
    }
  }

  private static void change(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
    switch (random.nextInt(3)) {
      case 0 -> text.setCharAt(at, sign);
      case 1 -> text.insert(at, sign);
      default -> text.deleteCharAt(at);
    }
  }

  private interface Parser {
    Instant parse(String text);
  }

  private static String answer(String text, Parser parser) {
    try {
      return parser.parse(text).toString();
    } catch (DateTimeParseException e) {
      return "none";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00.0123456789Z",
        "2026-01-01T00:00:00",
        "２026-01-01T00:00:00Z",
        ""
      })
  void whatIsNoInstantIsRefused(String text) {
    assertThatThrownBy(() -> IsoInstant.parse(text)).isInstanceOf(DateTimeParseException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00.Z",
        "2026-01-01T23:59:60Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01t00:00:00z",
        "2026-01-01T02:00:00+02:00",
        "+12026-01-01T00:00:00Z"
      })
  void rarerFormsAreReadAsByTheJdk(String text) {
    assertThat(IsoInstant.parse(text)).isEqualTo(Instant.parse(text));
  }
}
