package io.tracklayer.job.copies;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CanonicalHeaderTest {

  private static CanonicalHeader written(CanonicalHeader header) {
    RecordHeaders headers = new RecordHeaders();
    header.writeTo(headers);
    return CanonicalHeader.in(headers);
  }

  @Test
  void aCopyIsReadAsItWasWritten() {
    CanonicalHeader copy = new CanonicalHeader("b1", "e1", "m2", "id", "m1", "checkout", "b2");

    assertThat(written(copy)).isEqualTo(copy);
  }

  @Test
  void whatACopyDoesNotHaveStaysAbsent() {
    CanonicalHeader first = new CanonicalHeader("b1", "e1", "m1", null, null, null, null);

    assertThat(written(first)).isEqualTo(first);
  }

  @Test
  void aRecordWithoutAClaimTeachesNothing() {
    assertThat(CanonicalHeader.in(new RecordHeaders())).isNull();
  }
}
