package io.tracklayer.job.identity.protocol;

import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of {@link Whereabouts} in state. */
public final class WhereaboutsCodec implements Codec<Whereabouts> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "whereabouts";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Whereabouts known, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(known.root(), out);
    out.writeBoolean(known.isCrowded());
  }

  @Override
  public Whereabouts read(int version, DataInput in) throws IOException {
    return new Whereabouts(NodeIdCodec.readNode(in), in.readBoolean());
  }
}
