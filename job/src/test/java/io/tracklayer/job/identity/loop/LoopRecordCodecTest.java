package io.tracklayer.job.identity.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.Messages;
import io.tracklayer.job.state.CodecSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LoopRecordCodecTest {

  private static final int RUNS = 300;

  @Test
  void whatWasWrittenIsReadAsItWas() throws Exception {
    CodecSerializer<LoopRecord> records = new CodecSerializer<>(new LoopRecordCodec());
    Set<MessageType> kinds = EnumSet.noneOf(MessageType.class);
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      LoopRecord record =
          new LoopRecord(
              new Epoch(new NodeId(random.nextLong(), random.nextLong()), random.nextInt(9)),
              random.nextLong(),
              random.nextLong(),
              Messages.random(random));
      kinds.add(record.message().type());
      DataOutputSerializer out = new DataOutputSerializer(256);
      records.serialize(record, out);
      LoopRecord read = records.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
      // Not by equals: an event's body is an array, which is only equal to itself.
      assertThat(new LoopRecord(read.epoch(), read.stamp(), read.sentAt(), read.message()))
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .withEqualsForFieldsMatchingRegexes(Objects::equals, ".*contribution\\.\\w+")
          .isEqualTo(record);
    }
    assertThat(kinds).containsExactlyInAnyOrder(MessageType.values());
  }

  @Test
  void ofARecordOfAnotherReleaseTheFenceCanReadWhoSentIt() throws Exception {
    Epoch epoch = new Epoch(new NodeId(1, 2), 3);
    NodeId node = new NodeId(4, 5);
    LoopRecord later =
        new LoopRecord(epoch, 17, 18, new Letter.Sealed(node, 99, new byte[] {77, 99, 1, 2, 3}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(200);
    new LoopRecordCodec().write(later, new DataOutputStream(out));
    LoopRecord read =
        new LoopRecordCodec()
            .readVersioned(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

    assertThat(read.epoch()).isEqualTo(epoch);
    assertThat(read.stamp()).isEqualTo(17);
    assertThat(read.to()).isEqualTo(node);
    assertThat(read.isHint()).isFalse();
    assertThatThrownBy(read::message)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("not of this release");
  }

  @Test
  void aMessageOfAnUnknownKindIsRefused() {
    DataInputDeserializer in = new DataInputDeserializer(new byte[] {99});
    assertThatThrownBy(() -> new MessageCodec().read(1, in))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("code 99");
  }
}
