package io.tracklayer.job.identity.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.LargestDrafts;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Findings;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Message.Side;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.Messages;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.state.CodecSerializer;
import io.tracklayer.job.topics.TopicPlan;
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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopRecordCodecTest {

  private static final int RUNS = 300;
  private static final int MANY_HOPS = 300;
  private static final Findings NOTHING_FOUND = new Findings(false, false, false);

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

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e9", "\u6771", "\ud83d\ude00"})
  void theLargestMessagesThatCanBeMadeStayUnder64KiBAndFitTheTopic(String letter) {
    Profile profile = Profile.EMPTY;
    for (int i = 0; i < 120; i++) {
      profile = LargestDrafts.with(LargestDrafts.draft(letter, i), profile);
    }
    Draft draft = LargestDrafts.draft(letter, 120);
    NodeId node = draft.anchor();
    SortedSet<NodeId> all =
        new TreeSet<>(draft.identifiers().stream().map(Sighting::node).toList());
    Walk walk = new Walk(draft, node, all, 20, all, all, NOTHING_FOUND, node, MANY_HOPS);
    Side side = new Side(node, node, profile.standing(LargestDrafts.LIMITS), true, true);
    Resolved resolved =
        new Resolved(
            draft.withBody(new byte[0]), profile, IdentityState.CONFLICT, all, true, MANY_HOPS);

    int largest =
        Stream.of(
                new Message.Propose(node, node, 1, profile, walk, true, true),
                new Message.Return(node, resolved),
                new Message.Join(node, walk, side, false),
                new Message.Adopted(node, walk),
                new Message.Hint(node, node, all))
            .mapToInt(LoopRecordCodecTest::bytesInTheTopic)
            .max()
            .orElseThrow();

    assertThat(largest).isBetween(54 * 1024, 64 * 1024);
  }

  private static int bytesInTheTopic(Message message) {
    LoopRecord record = new LoopRecord(new Epoch(new NodeId(1, 2), 3), 17, 18, message);
    ProducerRecord<byte[], byte[]> written =
        new LoopTopic.Writer("loop").serialize(record, null, null);
    assertThat(new RecordLimit(TopicPlan.MESSAGE).admits(written)).isTrue();
    return written.key().length + written.value().length;
  }

  @Test
  void aMessageOfAnUnknownKindIsRefused() {
    DataInputDeserializer in = new DataInputDeserializer(new byte[] {99});
    assertThatThrownBy(() -> new MessageCodec().read(1, in))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("code 99");
  }
}
