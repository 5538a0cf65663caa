package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildMessageTest {

  @Test
  void whatIsToldIsHeard() {
    for (ChildMessage told :
        List.of(
            new ChildMessage.Ready("localhost:9092"),
            new ChildMessage.Ready(""),
            new ChildMessage.Progress(1, 2_000),
            new ChildMessage.CannotRun("no PostgreSQL here"),
            new ChildMessage.Failed("the job is FAILED"))) {
      assertThat(ChildMessage.parse(told.line())).contains(told);
    }
  }

  @Test
  void aReasonOfSeveralLinesIsToldInOne() {
    assertThat(new ChildMessage.Failed("one\n  two").line()).isEqualTo("failed one; two");
  }

  @Test
  void otherLinesAreNotHeard() {
    assertThat(ChildMessage.parse("INFO ready to serve")).isEmpty();
    assertThat(ChildMessage.parse("progress of the broker")).isEmpty();
    assertThat(ChildMessage.parse("")).isEmpty();
  }
}
