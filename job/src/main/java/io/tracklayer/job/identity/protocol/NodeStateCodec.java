package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.ProfileCodec;
import io.tracklayer.job.identity.protocol.NodeState.Proposal;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of a {@link NodeState} in state: of a child, 18 bytes with the version. */
public final class NodeStateCodec implements Codec<NodeState> {

  private static final long serialVersionUID = 1L;

  private static final int CHILD = 0;
  private static final int ROOT = 1;
  private static final int WAITING_ROOT = 2;

  private final ProfileCodec profiles = new ProfileCodec();

  @Override
  public String id() {
    return "node-state";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(NodeState node, DataOutput out) throws IOException {
    if (node.parent() != null) {
      out.writeByte(CHILD);
      NodeIdCodec.writeNode(node.parent(), out);
      return;
    }
    Proposal pending = node.pending();
    out.writeByte(pending == null ? ROOT : WAITING_ROOT);
    out.writeLong(node.proposals());
    if (pending != null) {
      NodeIdCodec.writeNode(pending.to(), out);
    }
    profiles.writeVersioned(node.profile(), out);
  }

  @Override
  public NodeState read(int version, DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind == CHILD) {
      return NodeState.childOf(NodeIdCodec.readNode(in));
    }
    long proposals = in.readLong();
    NodeId to = kind == WAITING_ROOT ? NodeIdCodec.readNode(in) : null;
    Profile profile = profiles.readVersioned(in);
    return new NodeState(null, to == null ? null : new Proposal(to, proposals), proposals, profile);
  }
}
