package io.tracklayer.job.identity.loop;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** The binary form of a record of the loop topic. */
public final class LoopRecordCodec implements Codec<LoopRecord> {

  private static final long serialVersionUID = 1L;

  private static final int USUAL_BYTES = 1024;

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
    NodeIdCodec.writeNode(record.to(), out);
    out.writeByte(record.letter().type());
    Binary.writeBytes(content(record.letter()), out);
  }

  private byte[] content(Letter letter) throws IOException {
    if (letter instanceof Letter.Sealed unopened) {
      return unopened.content();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream(USUAL_BYTES);
    messages.writeVersioned(letter.open(), new DataOutputStream(content));
    return content.toByteArray();
  }

  /**
   * Everything but the message itself has the same form in all releases, so that the fence can read
   * it.
   */
  @Override
  public LoopRecord readVersioned(DataInput in) throws IOException {
    return read(in.readUnsignedByte(), in);
  }

  @Override
  public LoopRecord read(int version, DataInput in) throws IOException {
    return new LoopRecord(
        new Epoch(NodeIdCodec.readNode(in), in.readInt()),
        in.readLong(),
        in.readLong(),
        new Letter.Sealed(NodeIdCodec.readNode(in), in.readUnsignedByte(), Binary.readBytes(in)));
  }
}
