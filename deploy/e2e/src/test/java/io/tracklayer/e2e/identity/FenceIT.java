package io.tracklayer.e2e.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.LoopRecordCodec;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.state.CodecSerializer;
import io.tracklayer.testing.KafkaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the fence does anything, on a real broker: what was sent through the loop after the last
 * checkpoint is still there after a crash.
 */
@ExtendWith(SharedKafka.class)
class FenceIT {

  private static final String LIMITS = "{user_id: 1, email: 5, phone: 5}";
  private static final Duration BY_HAND = Duration.ofHours(1);
  private static final CodecSerializer<LoopRecord> RECORDS =
      new CodecSerializer<>(new LoopRecordCodec());

  @TempDir Path directory;

  @Test
  void whatAPastThatNoLongerHappenedSaidIsDroppedAndWouldDoubleEventsIfItWereNot(KafkaProcess kafka)
      throws Exception {
    try (IdentityRun run = new IdentityRun(kafka, directory.resolve("fence"), LIMITS, BY_HAND)) {
      List<RawEvent> late = crashAfterTheCheckpoint(run);
      run.awaitRest();
      Awaitility.await("Flink tells how many messages were dropped")
          .atMost(Duration.ofSeconds(30))
          .until(() -> run.flink().sum("fenced_messages") > 0);
      assertThat(timesOut(run, late)).as("once before the crash, once after").containsOnly(2);

      // The same messages, claiming to be of the present: so they would pass without a fence.
      passOffThePastAsPresent(run);
      run.awaitRest();
      assertThat(timesOut(run, late)).contains(3);
    }
  }

  /** The events that were handled after the checkpoint, and are being handled again. */
  private static List<RawEvent> crashAfterTheCheckpoint(IdentityRun run) throws Exception {
    List<RawEvent> events = run.traffic().generated(100, 1_000, 7);
    run.start(2, null);
    run.send(events.subList(0, 500));
    run.awaitAll();
    run.flink().checkpoint();
    run.send(events.subList(500, 1_000));
    run.awaitAll();
    run.flink().crash();
    return events.subList(500, 1_000);
  }

  /** How often those that are no copies of others came out. */
  private static List<Integer> timesOut(IdentityRun run, List<RawEvent> events) {
    var times = run.timesOut();
    return events.stream()
        .map(RawEvent::messageId)
        .distinct()
        .filter(times::containsKey)
        .map(times::get)
        .toList();
  }

  private static void passOffThePastAsPresent(IdentityRun run) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> past = new ArrayList<>();
    AtomicReference<Epoch> present = new AtomicReference<>();
    Awaitility.await("the new attempt writes to the loop")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (ConsumerRecord<byte[], byte[]> consumed : run.loop().readOn()) {
                LoopRecord record = read(consumed.value());
                if (record.epoch().attempt() > 0) {
                  present.set(record.epoch());
                } else if (record.stamp() > 0 && record.message().type() != MessageType.HINT) {
                  past.add(consumed);
                }
              }
              return present.get() != null;
            });
    assertThat(past).isNotEmpty();
    for (ConsumerRecord<byte[], byte[]> consumed : past) {
      LoopRecord said = read(consumed.value());
      run.loop()
          .writeBytes(
              consumed.partition(),
              consumed.key(),
              bytes(new LoopRecord(present.get(), said.stamp(), said.sentAt(), said.message())));
    }
    run.loop().flush();
  }

  private static LoopRecord read(byte[] value) {
    try {
      return RECORDS.deserialize(new DataInputDeserializer(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(LoopRecord record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    RECORDS.serialize(record, out);
    return out.getCopyOfBuffer();
  }
}
