package io.tracklayer.job.identity.loop;

import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of a record of the loop topic. */
public final class LoopRecordCodec implements Codec<LoopRecord> {

  private static final long serialVersionUID = 1L;

  private final MessageCodec messages = new MessageCodec();

  @Override
  public String id() {
    return "loop-record";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(LoopRecord record, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(record.epoch().graph(), out);
    out.writeInt(record.epoch().attempt());
    out.writeLong(record.stamp());
    out.writeLong(record.sentAt());
    messages.writeVersioned(record.message(), out);
  }

  @Override
  public LoopRecord read(int version, DataInput in) throws IOException {
    return new LoopRecord(
        new Epoch(NodeIdCodec.readNode(in), in.readInt()),
        in.readLong(),
        in.readLong(),
        messages.readVersioned(in));
  }
}
