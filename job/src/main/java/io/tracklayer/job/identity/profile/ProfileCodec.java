package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ClickIdHistory.Span;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The binary form of a {@link Profile} in state. */
public final class ProfileCodec implements Codec<Profile> {

  private static final long serialVersionUID = 1L;

  /** Types that are written as one byte, their position here. Append only. */
  private static final List<String> TYPES =
      List.of(
          Identifier.USER_ID,
          Identifier.EMAIL,
          Identifier.PHONE,
          Identifier.ANONYMOUS_ID,
          Identifier.ADVERTISING_ID);

  @Override
  public String id() {
    return "profile";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Profile profile, DataOutput out) throws IOException {
    Binary.writeCount(profile.members().size(), out);
    for (var entry : profile.members().entrySet()) {
      NodeIdCodec.writeNode(entry.getKey(), out);
      Member member = entry.getValue();
      writeType(member.identifier().type(), out);
      Binary.writeText(member.identifier().value(), out);
      out.writeLong(member.firstSeen());
      out.writeLong(member.lastSeen());
      out.writeLong(member.givenAwayAt());
      Binary.writeList(List.copyOf(member.others()), (other, to) -> to.writeLong(other), out);
      out.writeBoolean(member.forgotOthers());
    }
    Binary.writeCount(profile.unlisted().size(), out);
    for (var entry : profile.unlisted().entrySet()) {
      NodeIdCodec.writeNode(entry.getKey(), out);
      writeType(entry.getValue().type(), out);
      out.writeBoolean(entry.getValue().isShared());
    }
    Binary.writeMap(profile.traits(), ProfileCodec::writeRegister, out);
    Binary.writeMap(profile.clickIds(), ProfileCodec::writeClickId, out);
    Binary.writeMap(profile.consent(), ProfileCodec::writeConsent, out);
    out.writeBoolean(profile.userAgent() != null);
    if (profile.userAgent() != null) {
      writeRegister(profile.userAgent(), out);
    }
    writeAliases(profile.aliases(), out);
    writeRefusals(profile.refusals(), out);
    out.writeBoolean(profile.forgotShared());
  }

  @Override
  public Profile read(int version, DataInput in) throws IOException {
    int size = Binary.readCount(in);
    SortedMap<NodeId, Member> members = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      NodeId node = NodeIdCodec.readNode(in);
      Identifier identifier = new Identifier(readType(in), Binary.readRequiredText(in));
      members.put(
          node,
          new Member(
              identifier,
              in.readLong(),
              in.readLong(),
              in.readLong(),
              new TreeSet<>(Binary.readList(DataInput::readLong, in)),
              in.readBoolean()));
    }
    return new Profile(
        members,
        readUnlisted(in),
        new TreeMap<>(Binary.readMap(ProfileCodec::readRegister, in)),
        new TreeMap<>(Binary.readMap(ProfileCodec::readClickId, in)),
        new TreeMap<>(Binary.readMap(ProfileCodec::readConsent, in)),
        in.readBoolean() ? readRegister(in) : null,
        readAliases(in),
        readRefusals(in),
        in.readBoolean());
  }

  private static SortedMap<NodeId, Unlisted> readUnlisted(DataInput in) throws IOException {
    SortedMap<NodeId, Unlisted> unlisted = new TreeMap<>();
    for (int i = Binary.readCount(in); i > 0; i--) {
      NodeId node = NodeIdCodec.readNode(in);
      unlisted.put(node, new Unlisted(readType(in), in.readBoolean()));
    }
    return unlisted;
  }

  /** Also used for messages, which carry the part of a profile that counts against limits. */
  public static void writeAliases(Aliases aliases, DataOutput out) throws IOException {
    Binary.writeCount(aliases.smallest().size(), out);
    for (var alias : aliases.smallest().entrySet()) {
      NodeIdCodec.writeNode(alias.getKey(), out);
      NodeIdCodec.writeNode(alias.getValue(), out);
    }
  }

  public static Aliases readAliases(DataInput in) throws IOException {
    int size = Binary.readCount(in);
    if (size == 0) {
      return Aliases.NONE;
    }
    SortedMap<NodeId, NodeId> smallest = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      NodeId name = NodeIdCodec.readNode(in);
      smallest.put(name, NodeIdCodec.readNode(in));
    }
    return new Aliases(smallest);
  }

  private static void writeRefusals(Refusals refusals, DataOutput out) throws IOException {
    Binary.writeCount(refusals.at().size(), out);
    if (refusals.at().isEmpty()) {
      return;
    }
    out.writeInt(refusals.limitsTag());
    for (var refusal : refusals.at().entrySet()) {
      NodeIdCodec.writeNode(refusal.getKey(), out);
      out.writeLong(refusal.getValue());
    }
  }

  private static Refusals readRefusals(DataInput in) throws IOException {
    int size = Binary.readCount(in);
    if (size == 0) {
      return Refusals.NONE;
    }
    int limitsTag = in.readInt();
    SortedMap<NodeId, Long> at = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      NodeId node = NodeIdCodec.readNode(in);
      at.put(node, in.readLong());
    }
    return new Refusals(limitsTag, at);
  }

  private static void writeType(String type, DataOutput out) throws IOException {
    int place = TYPES.indexOf(type);
    out.writeByte(place + 1);
    if (place < 0) {
      Binary.writeText(type, out);
    }
  }

  private static String readType(DataInput in) throws IOException {
    int place = in.readUnsignedByte() - 1;
    return place < 0 ? Binary.readRequiredText(in) : TYPES.get(place);
  }

  private static void writeRegister(Register register, DataOutput out) throws IOException {
    Binary.writeText(register.value(), out);
    out.writeLong(register.at());
    out.writeInt(register.messageHash());
  }

  private static Register readRegister(DataInput in) throws IOException {
    return new Register(Binary.readRequiredText(in), in.readLong(), in.readInt());
  }

  private static void writeClickId(ClickIdHistory history, DataOutput out) throws IOException {
    Binary.writeMap(history.spans(), ProfileCodec::writeSpan, out);
  }

  private static ClickIdHistory readClickId(DataInput in) throws IOException {
    return new ClickIdHistory(new TreeMap<>(Binary.readMap(ProfileCodec::readSpan, in)));
  }

  private static void writeSpan(Span span, DataOutput out) throws IOException {
    out.writeLong(span.first());
    out.writeLong(span.last());
  }

  private static Span readSpan(DataInput in) throws IOException {
    return new Span(in.readLong(), in.readLong());
  }

  public static void writeConsent(ConsentRegister register, DataOutput out) throws IOException {
    Binary.writeEnum(register.state(), out);
    Binary.writeText(register.source(), out);
    Binary.writeText(register.words(), out);
    out.writeLong(register.at());
    Binary.writeText(register.unitedBy(), out);
  }

  public static ConsentRegister readConsent(DataInput in) throws IOException {
    return new ConsentRegister(
        Binary.readEnum(ConsentState.class, in),
        Binary.readRequiredText(in),
        Binary.readText(in),
        in.readLong(),
        Binary.readText(in));
  }
}
