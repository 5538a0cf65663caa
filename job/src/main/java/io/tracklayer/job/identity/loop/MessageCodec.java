package io.tracklayer.job.identity.loop;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange.Trigger;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.ProfileCodec;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.identity.protocol.Findings;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Message.Accept;
import io.tracklayer.job.identity.protocol.Message.Adopted;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Reject;
import io.tracklayer.job.identity.protocol.Message.Return;
import io.tracklayer.job.identity.protocol.Message.Seen;
import io.tracklayer.job.identity.protocol.Message.Side;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.ResolvedCodec;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.DraftCodec;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a message: in the loop, between operators, and in state while it is parked.
 *
 * <p>Each part of a message (event, profile) is written with the version of its own codec, and is
 * read by that version.
 */
public final class MessageCodec implements Codec<Message> {

  private static final long serialVersionUID = 1L;

  private static final int SOME_KNOWN = 1;
  private static final int SOME_NEW = 2;
  private static final int UNITED = 4;
  private static final int IS_HOME = 1;
  private static final int NEXT_IS_KNOWN = 2;

  private final DraftCodec drafts = new DraftCodec();
  private final ProfileCodec profiles = new ProfileCodec();
  private final ResolvedCodec resolved = new ResolvedCodec();

  @Override
  public String id() {
    return "message";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Message message, DataOutput out) throws IOException {
    out.writeByte(message.type().code());
    NodeIdCodec.writeNode(message.to(), out);
    if (message instanceof Join join) {
      writeWalk(join.walk(), out);
      out.writeBoolean(join.hinted());
      out.writeBoolean(join.side() != null);
      if (join.side() != null) {
        writeSide(join.side(), out);
      }
    } else if (message instanceof Propose proposal) {
      NodeIdCodec.writeNode(proposal.from(), out);
      out.writeLong(proposal.number());
      profiles.writeVersioned(proposal.profile(), out);
      writeWalk(proposal.walk(), out);
      out.writeByte(flags(proposal.isFromHome(), proposal.nextIsKnown()));
    } else if (message instanceof Accept answer) {
      NodeIdCodec.writeNode(answer.by(), out);
      out.writeLong(answer.number());
    } else if (message instanceof Reject answer) {
      NodeIdCodec.writeNode(answer.by(), out);
      out.writeLong(answer.number());
      writeOptionalNode(answer.other(), out);
      out.writeLong(answer.at());
    } else if (message instanceof Hint hint) {
      NodeIdCodec.writeNode(hint.root(), out);
      writeNodes(hint.members(), out);
    } else if (message instanceof Return back) {
      resolved.writeVersioned(back.event(), out);
    } else if (message instanceof Seen news) {
      writeSeen(news, out);
    } else if (message instanceof Adopted news) {
      writeWalk(news.walk(), out);
    }
  }

  @Override
  public Message read(int version, DataInput in) throws IOException {
    int code = in.readUnsignedByte();
    MessageType kind =
        MessageType.ofCode(code)
            .orElseThrow(() -> new IOException("no message of this release has the code " + code));
    NodeId to = NodeIdCodec.readNode(in);
    return switch (kind) {
      case JOIN -> readJoin(to, in);
      case PROPOSE -> readPropose(to, in);
      case ACCEPT -> new Accept(to, NodeIdCodec.readNode(in), in.readLong());
      case REJECT ->
          new Reject(
              to, NodeIdCodec.readNode(in), in.readLong(), readOptionalNode(in), in.readLong());
      case HINT -> new Hint(to, NodeIdCodec.readNode(in), readNodes(in));
      case RETURN -> new Return(to, resolved.readVersioned(in));
      case SEEN -> readSeen(to, in);
      case ADOPTED -> new Adopted(to, readWalk(in));
    };
  }

  private Join readJoin(NodeId to, DataInput in) throws IOException {
    Walk walk = readWalk(in);
    boolean hinted = in.readBoolean();
    return new Join(to, walk, in.readBoolean() ? readSide(in) : null, hinted);
  }

  private Propose readPropose(NodeId to, DataInput in) throws IOException {
    NodeId from = NodeIdCodec.readNode(in);
    long number = in.readLong();
    Profile profile = profiles.readVersioned(in);
    Walk walk = readWalk(in);
    int flags = in.readUnsignedByte();
    return new Propose(
        to, from, number, profile, walk, (flags & IS_HOME) != 0, (flags & NEXT_IS_KNOWN) != 0);
  }

  private void writeWalk(Walk walk, DataOutput out) throws IOException {
    drafts.writeVersioned(walk.event(), out);
    NodeIdCodec.writeNode(walk.entry(), out);
    writeNodes(walk.members(), out);
    Binary.writeCount(walk.index(), out);
    writeNodes(walk.refused(), out);
    writeNodes(walk.shared(), out);
    Findings findings = walk.findings();
    out.writeByte(
        (findings.someKnown() ? SOME_KNOWN : 0)
            | (findings.someNew() ? SOME_NEW : 0)
            | (findings.united() ? UNITED : 0));
    writeOptionalNode(walk.bodyAt(), out);
    Binary.writeCount(walk.hops(), out);
  }

  private Walk readWalk(DataInput in) throws IOException {
    Draft event = drafts.readVersioned(in);
    NodeId entry = NodeIdCodec.readNode(in);
    SortedSet<NodeId> members = readNodes(in);
    int index = Binary.readCount(in);
    SortedSet<NodeId> refused = readNodes(in);
    SortedSet<NodeId> shared = readNodes(in);
    int findings = in.readUnsignedByte();
    return new Walk(
        event,
        entry,
        members,
        index,
        refused,
        shared,
        new Findings(
            (findings & SOME_KNOWN) != 0, (findings & SOME_NEW) != 0, (findings & UNITED) != 0),
        readOptionalNode(in),
        Binary.readCount(in));
  }

  private static void writeOptionalNode(@Nullable NodeId node, DataOutput out) throws IOException {
    out.writeBoolean(node != null);
    if (node != null) {
      NodeIdCodec.writeNode(node, out);
    }
  }

  private static @Nullable NodeId readOptionalNode(DataInput in) throws IOException {
    return in.readBoolean() ? NodeIdCodec.readNode(in) : null;
  }

  private static void writeNodes(SortedSet<NodeId> nodes, DataOutput out) throws IOException {
    Binary.writeList(List.copyOf(nodes), NodeIdCodec::writeNode, out);
  }

  private static SortedSet<NodeId> readNodes(DataInput in) throws IOException {
    return new TreeSet<>(Binary.readList(NodeIdCodec::readNode, in));
  }

  private static void writeSeen(Seen news, DataOutput out) throws IOException {
    DraftCodec.writeSighting(news.identifier(), out);
    NodeIdCodec.writeNode(news.other(), out);
    Trigger trigger = news.trigger();
    Binary.writeText(trigger.account(), out);
    Binary.writeText(trigger.environment(), out);
    Binary.writeText(trigger.messageId(), out);
    Binary.writeText(trigger.eventId(), out);
    out.writeLong(trigger.at().toEpochMilli());
  }

  private static Seen readSeen(NodeId to, DataInput in) throws IOException {
    Sighting identifier = DraftCodec.readSighting(in);
    NodeId other = NodeIdCodec.readNode(in);
    Trigger trigger =
        new Trigger(
            Binary.readRequiredText(in),
            Binary.readRequiredText(in),
            Binary.readRequiredText(in),
            Binary.readRequiredText(in),
            Instant.ofEpochMilli(in.readLong()));
    return new Seen(identifier, other, to, trigger);
  }

  private static void writeSide(Side side, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(side.root(), out);
    NodeIdCodec.writeNode(side.profileId(), out);
    Standing standing = side.standing();
    Binary.writeCount(standing.counted().size(), out);
    for (var member : standing.counted().entrySet()) {
      NodeIdCodec.writeNode(member.getKey(), out);
      Binary.writeText(member.getValue(), out);
    }
    ProfileCodec.writeAliases(standing.aliases(), out);
    out.writeByte(flags(side.isHome(), side.nextIsKnown()));
  }

  private static Side readSide(DataInput in) throws IOException {
    NodeId root = NodeIdCodec.readNode(in);
    NodeId profileId = NodeIdCodec.readNode(in);
    SortedMap<NodeId, String> counted = new TreeMap<>();
    for (int i = Binary.readCount(in); i > 0; i--) {
      NodeId member = NodeIdCodec.readNode(in);
      counted.put(member, Binary.readRequiredText(in));
    }
    Standing standing = new Standing(counted, ProfileCodec.readAliases(in));
    int flags = in.readUnsignedByte();
    return new Side(
        root, profileId, standing, (flags & IS_HOME) != 0, (flags & NEXT_IS_KNOWN) != 0);
  }

  private static int flags(boolean isHome, boolean nextIsKnown) {
    return (isHome ? IS_HOME : 0) | (nextIsKnown ? NEXT_IS_KNOWN : 0);
  }
}
