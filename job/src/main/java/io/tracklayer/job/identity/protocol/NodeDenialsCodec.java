package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ProfileCodec;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;

/** The binary form of {@link NodeDenials}between the forest and the sink. */
public final class NodeDenialsCodec implements Codec<NodeDenials> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "node-denials";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(NodeDenials denials, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(denials.at(), out);
    NodeIdCodec.writeNode(denials.of(), out);
    Binary.writeMap(denials.denied(), ProfileCodec::writeConsent, out);
  }

  @Override
  public NodeDenials read(int version, DataInput in) throws IOException {
    NodeId at = NodeIdCodec.readNode(in);
    NodeId of = NodeIdCodec.readNode(in);
    return new NodeDenials(at, of, new TreeMap<>(Binary.readMap(ProfileCodec::readConsent, in)));
  }
}
