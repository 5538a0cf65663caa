package io.tracklayer.job.identity.simulation;

import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.LoopRecordCodec;
import io.tracklayer.job.identity.loop.MessageCodec;
import io.tracklayer.job.identity.loop.PastEpochCodec;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.NodeStateCodec;
import io.tracklayer.job.state.CodecSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * In some runs everything that is sent or stored goes through its binary form, as it does in Flink,
 * so that whatever the form forgets shows in the properties. In other runs nothing does, since it
 * takes time.
 */
final class Wire {

  private static final CodecSerializer<LoopRecord> RECORDS =
      new CodecSerializer<>(new LoopRecordCodec());
  private static final CodecSerializer<Message> MESSAGES =
      new CodecSerializer<>(new MessageCodec());
  private static final CodecSerializer<NodeState> NODES =
      new CodecSerializer<>(new NodeStateCodec());
  private static final CodecSerializer<Fence.PastEpoch> PASTS =
      new CodecSerializer<>(new PastEpochCodec());

  private final boolean isBinary;

  Wire(boolean isBinary) {
    this.isBinary = isBinary;
  }

  LoopRecord carry(LoopRecord record) {
    return through(RECORDS, record);
  }

  Message carry(Message message) {
    return through(MESSAGES, message);
  }

  NodeState store(NodeState node) {
    return through(NODES, node);
  }

  Fence.PastEpoch store(Fence.PastEpoch past) {
    return through(PASTS, past);
  }

  private <T> T through(CodecSerializer<T> serializer, T value) {
    if (!isBinary) {
      return value;
    }
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      serializer.serialize(value, out);
      return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }
}
