package io.tracklayer.job.graph;

import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.kafka.FakeRecordLog;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A step that reads the canonical topic back, over RocksDB. */
final class RememberingHarness
    extends KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> {

  private final FakeRecordLog canonical;

  RememberingHarness(
      OneInputStreamOperator<MarkedEvent, MarkedEvent> step,
      KeySelector<MarkedEvent, String> key,
      FakeRecordLog canonical)
      throws Exception {
    super(step, key, Types.STRING);
    this.canonical = canonical;
    setStateBackend(new EmbeddedRocksDBStateBackend());
  }

  void take(String messageId, String eventId, String order) throws Exception {
    EventRef ref = new EventRef(eventId, messageId, "purchase", "acct", "production");
    processElement(
        new StreamRecord<>(
            MarkedEvent.first(
                new CanonicalRecord(ref, "profile", order, 1_000, new byte[0], List.of()))));
  }

  /** One record is in the topic when the checkpoint comes. */
  void publishAndReachBarrier() throws Exception {
    canonical.publish(new byte[0], new byte[0], new RecordHeaders(), Instant.EPOCH);
    prepareSnapshotPreBarrier(7);
  }

  /** The offset from which the step read the topic back. */
  long readFrom() {
    return canonical.readFrom();
  }
}
