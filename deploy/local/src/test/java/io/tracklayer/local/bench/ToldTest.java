package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {

  @Test
  void whatIsToldIsHeard() {
    for (Told told :
        List.of(
            new Told.Ready("localhost:9092"),
            new Told.Ready(""),
            new Told.Progress(1, 2_000),
            new Told.CannotRun("no PostgreSQL here"),
            new Told.Failed("the job is FAILED"))) {
      assertThat(Told.parse(told.line())).contains(told);
    }
  }

  @Test
  void aReasonOfSeveralLinesIsToldInOne() {
    assertThat(new Told.Failed("one\n  two").line()).isEqualTo("failed one; two");
  }

  @Test
  void otherLinesAreNotHeard() {
    assertThat(Told.parse("INFO ready to serve")).isEmpty();
    assertThat(Told.parse("progress of the broker")).isEmpty();
    assertThat(Told.parse("")).isEmpty();
  }
}
