package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.state.CodecSerializer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What earlier releases wrote to state is read as it was meant. */
class StateFormatTest {

  private static final CodecSerializer<Waiting> WAITING =
      new CodecSerializer<>(new Waiting.BinaryForm());

  /** Written by version 1, before events could be redriven. */
  private static final String VERSION_1 =
      "010104652d31046d2d3109707572636861736505616363740b70726f64756374696f6e0870726f66"
          + "696c6500000000000003e800000000000007d0010000027b7d03000000000012d6870104666263";

  @Test
  void whatWaitedInVersion1WaitsAsAnEventOnItsFirstWay() throws Exception {
    Waiting read = read(HexFormat.of().parseHex(VERSION_1));
    assertThat(read.attempts()).isEqualTo(3);
    assertThat(read.dueAt()).isEqualTo(1_234_567);
    assertThat(read.without()).containsExactly("fbc");
    Candidate event = read.event();
    assertThat(event.eventKey()).isEqualTo("acct\0production\0purchase\0e-1");
    assertThat(event.profileKey()).isEqualTo("profile");
    assertThat(event.json()).asString().isEqualTo("{}");
    assertThat(event.isRedriven()).isFalse();
  }

  @Test
  void whatWaitsIsReadAsItWasWritten() throws Exception {
    for (Long liftedAt : new Long[] {null, 1_755_684_000_000L}) {
      Candidate event = candidate(liftedAt);
      Waiting read = read(written(new Waiting(event, 3, 1_234_567, Set.of("fbc"))));
      assertThat(read)
          .usingRecursiveComparison()
          .isEqualTo(new Waiting(event, 3, 1_234_567, Set.of("fbc")));
      assertThat(read.event().liftedAt()).isEqualTo(liftedAt);
    }
  }

  private static Candidate candidate(Long liftedAt) {
    return new Candidate(
        new EventRef("e-1", "m-1", "purchase", "acct", "production"),
        "profile",
        1_000,
        2_000,
        true,
        null,
        Map.of(),
        new byte[] {'{', '}'},
        liftedAt);
  }

  private static byte[] written(Waiting waiting) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    WAITING.serialize(waiting, out);
    return out.getCopyOfBuffer();
  }

  private static Waiting read(byte[] bytes) throws IOException {
    return WAITING.deserialize(new DataInputDeserializer(bytes));
  }
}
