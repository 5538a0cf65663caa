package io.tracklayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  private final StringWriter err = new StringWriter();

  @Test
  void aStageThatIsNotThereIsRefusedBeforeAnythingStarts() {
    assertThat(run("--stages", "read,resolved")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no stage resolved");
  }

  @Test
  void tooFewEventsAreRefused() {
    assertThat(run("--events", "10")).isEqualTo(2);
    assertThat(err.toString()).contains("--events must be at least 1000");
    assertThat(run("--users", "0")).isEqualTo(2);
  }

  @Test
  void aSeriesThatIsNotThereAndTooSmallASizeAreRefused() {
    assertThat(run("--growth=sizes,device")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no series device; did you mean devices");
    assertThat(run("--growth", "--sizes", "100000,10")).isEqualTo(2);
    assertThat(err.toString()).contains("--sizes must be at least 100");
  }

  private int run(String... arguments) {
    String[] whole = new String[arguments.length + 1];
    whole[0] = "bench";
    System.arraycopy(arguments, 0, whole, 1, arguments.length);
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(whole);
  }
}
