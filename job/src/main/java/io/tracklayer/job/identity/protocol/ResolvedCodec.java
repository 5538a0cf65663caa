package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ProfileCodec;
import io.tracklayer.job.intake.draft.DraftCodec;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/**
 * The binary form of a {@link Resolved} between operators. The step that reads it is chained to the
 * one that writes it, so it is used only if the chain is broken.
 */
public final class ResolvedCodec implements Codec<Resolved> {

  private static final long serialVersionUID = 1L;

  private final DraftCodec drafts = new DraftCodec();
  private final ProfileCodec profiles = new ProfileCodec();

  @Override
  public String id() {
    return "resolved";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Resolved resolved, DataOutput out) throws IOException {
    drafts.writeVersioned(resolved.event(), out);
    profiles.writeVersioned(resolved.profile(), out);
    Binary.writeEnum(resolved.state(), out);
    Binary.writeList(List.copyOf(resolved.refused()), NodeIdCodec::writeNode, out);
    out.writeBoolean(resolved.shared());
    Binary.writeCount(resolved.hops(), out);
  }

  @Override
  public Resolved read(int version, DataInput in) throws IOException {
    return new Resolved(
        drafts.readVersioned(in),
        profiles.readVersioned(in),
        Binary.readEnum(IdentityState.class, in),
        new TreeSet<NodeId>(Binary.readList(NodeIdCodec::readNode, in)),
        in.readBoolean(),
        Binary.readCount(in));
  }
}
