package io.tracklayer.job.state;

import io.tracklayer.contract.identifier.NodeId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes sixteen bytes. This form can never change, since node ids are keys of state. */
public final class NodeIdCodec implements Codec<NodeId> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "node-id";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(NodeId node, DataOutput out) throws IOException {
    writeNode(node, out);
  }

  @Override
  public NodeId read(int version, DataInput in) throws IOException {
    return readNode(in);
  }

  /** Writes a node id as part of another binary form. */
  public static void writeNode(NodeId node, DataOutput out) throws IOException {
    out.writeLong(node.high());
    out.writeLong(node.low());
  }

  public static NodeId readNode(DataInput in) throws IOException {
    return new NodeId(in.readLong(), in.readLong());
  }
}
