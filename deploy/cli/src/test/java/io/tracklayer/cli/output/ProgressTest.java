package io.tracklayer.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final String CLEARED = "\r\u001b[K";

  private final StringWriter err = new StringWriter();
  private final PrintWriter writer = new PrintWriter(err);

  @Test
  void longWorkIsToldInOneLineThatIsGoneAtTheEnd() {
    try (Progress progress = Progress.of(() -> "3 of 4", writer, true, Duration.ZERO)) {
      Awaitility.await().until(() -> err.toString().contains("3 of 4"));
    }

    assertThat(err.toString())
        .startsWith(CLEARED + "3 of 4 ...")
        .endsWith(CLEARED)
        .doesNotContain("\n");
  }

  @Test
  void shortWorkIsNotTold() {
    try (Progress progress = Progress.of(() -> "3 of 4", writer, true, Duration.ofHours(1))) {
      assertThat(err.toString()).isEmpty();
    }

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whereNobodyLooksNothingIsTold() {
    try (Progress progress = Progress.of(this::nobodyAsks, writer, false, Duration.ZERO)) {
      assertThat(err.toString()).isEmpty();
    }

    assertThat(err.toString()).isEmpty();
  }

  private String nobodyAsks() {
    throw new AssertionError("nobody sees it");
  }
}
