package io.tracklayer.job.identity;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.serde.Binary;
import io.tracklayer.job.serde.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The binary form of a {@link Profile} in state. */
public final class ProfileCodec implements Codec<Profile> {

  private static final long serialVersionUID = 1L;

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Profile profile, DataOutput out) throws IOException {
    Binary.writeCount(profile.members().size(), out);
    for (var entry : profile.members().entrySet()) {
      out.writeLong(entry.getKey().high());
      out.writeLong(entry.getKey().low());
      Member member = entry.getValue();
      Binary.writeText(member.identifier().type(), out);
      Binary.writeText(member.identifier().value(), out);
      out.writeLong(member.firstSeen());
      out.writeLong(member.lastSeen());
    }
    Binary.writeMap(profile.traits(), ProfileCodec::writeRegister, out);
    Binary.writeMap(profile.clickIds(), ProfileCodec::writeRegister, out);
    Binary.writeMap(profile.consent(), ProfileCodec::writeConsent, out);
    out.writeBoolean(profile.userAgent() != null);
    if (profile.userAgent() != null) {
      writeRegister(profile.userAgent(), out);
    }
  }

  @Override
  public Profile read(int version, DataInput in) throws IOException {
    int size = Binary.readCount(in);
    SortedMap<NodeId, Member> members = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      NodeId node = new NodeId(in.readLong(), in.readLong());
      Identifier identifier = new Identifier(Binary.readText(in), Binary.readText(in));
      members.put(node, new Member(identifier, in.readLong(), in.readLong()));
    }
    return new Profile(
        members,
        new TreeMap<>(Binary.readMap(ProfileCodec::readRegister, in)),
        new TreeMap<>(Binary.readMap(ProfileCodec::readRegister, in)),
        new TreeMap<>(Binary.readMap(ProfileCodec::readConsent, in)),
        in.readBoolean() ? readRegister(in) : null);
  }

  private static void writeRegister(Register register, DataOutput out) throws IOException {
    Binary.writeText(register.value(), out);
    out.writeLong(register.at());
    Binary.writeText(register.messageId(), out);
  }

  private static Register readRegister(DataInput in) throws IOException {
    return new Register(Binary.readText(in), in.readLong(), Binary.readText(in));
  }

  private static void writeConsent(ConsentRegister register, DataOutput out) throws IOException {
    Binary.writeEnum(register.state(), out);
    Binary.writeText(register.source(), out);
    out.writeLong(register.at());
  }

  private static ConsentRegister readConsent(DataInput in) throws IOException {
    return new ConsentRegister(
        Binary.readEnum(ConsentState.class, in), Binary.readText(in), in.readLong());
  }
}
