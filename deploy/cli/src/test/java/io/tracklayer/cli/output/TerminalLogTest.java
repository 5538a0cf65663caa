package io.tracklayer.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class TerminalLogTest {

  private static String said(String logger, Consumer<Logger> what) {
    PrintStream before = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setErr(new PrintStream(out, true, UTF_8));
    try {
      what.accept(new TerminalLog().getLoggerFactory().getLogger(logger));
    } finally {
      System.setErr(before);
    }
    return out.toString(UTF_8);
  }

  @Test
  void ourWarningsAreSaid() {
    assertThat(said("io.tracklayer.cli.X", log -> log.warn("{} is missing", "it")))
        .isEqualTo("WARN  it is missing" + System.lineSeparator());
  }

  @Test
  void ofLibrariesOnlyErrorsAreSaid() {
    assertThat(said("org.apache.kafka.X", log -> log.warn("slow"))).isEmpty();
    assertThat(said("org.apache.kafka.X", log -> log.error("broken", new RuntimeException("so"))))
        .startsWith("ERROR broken" + System.lineSeparator() + "java.lang.RuntimeException: so");
  }

  @Test
  void whatOnlyDevelopersNeedIsNotSaid() {
    assertThat(said("io.tracklayer.cli.X", log -> log.info("done"))).isEmpty();
  }
}
