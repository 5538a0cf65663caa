package io.tracklayer.job.identity.loop;

import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of what the fence remembers of one past execution. */
public final class PastEpochCodec implements Codec<Fence.PastEpoch> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "fence-past";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Fence.PastEpoch past, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(past.epoch().graph(), out);
    out.writeInt(past.epoch().attempt());
    out.writeLong(past.cutoff());
    out.writeLong(past.ageMs());
  }

  @Override
  public Fence.PastEpoch read(int version, DataInput in) throws IOException {
    return new Fence.PastEpoch(
        new Epoch(NodeIdCodec.readNode(in), in.readInt()), in.readLong(), in.readLong());
  }
}
