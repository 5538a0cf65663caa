package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of a {@link Draft}, between operators. */
public final class DraftCodec implements Codec<Draft> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "draft";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Draft draft, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(draft.anchor(), out);
    Binary.writeList(draft.identifiers(), DraftCodec::writeSighting, out);
    Binary.writeText(draft.messageId(), out);
    Binary.writeText(draft.eventId(), out);
    Binary.writeText(draft.name(), out);
    Binary.writeText(draft.account(), out);
    Binary.writeText(draft.environment(), out);
    Binary.writeText(draft.businessKey(), out);
    out.writeLong(draft.receivedAt());
    out.writeLong(draft.occurredAt());
    out.writeBoolean(draft.explicitLink());
    Contribution contribution = draft.contribution();
    Binary.writeMap(contribution.traits(), Binary::writeText, out);
    Binary.writeMap(contribution.shippedTo(), Binary::writeText, out);
    Binary.writeMap(contribution.clickIds(), Binary::writeText, out);
    Binary.writeMap(contribution.consent(), DraftCodec::writeStatement, out);
    Binary.writeText(contribution.userAgent(), out);
    Binary.writeBytes(draft.body(), out);
  }

  @Override
  public Draft read(int version, DataInput in) throws IOException {
    return new Draft(
        NodeIdCodec.readNode(in),
        Binary.readList(DraftCodec::readSighting, in),
        readRef(in),
        Binary.readText(in),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        new Contribution(
            Binary.readMap(Binary::readRequiredText, in),
            Binary.readMap(Binary::readRequiredText, in),
            Binary.readMap(Binary::readRequiredText, in),
            Binary.readMap(DraftCodec::readStatement, in),
            Binary.readText(in)),
        Binary.readBytes(in));
  }

  private static EventRef readRef(DataInput in) throws IOException {
    String messageId = Binary.readRequiredText(in);
    String eventId = Binary.readRequiredText(in);
    return new EventRef(
        eventId,
        messageId,
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in));
  }

  /** Also used for messages. */
  public static void writeSighting(Sighting sighting, DataOutput out) throws IOException {
    NodeIdCodec.writeNode(sighting.node(), out);
    Binary.writeText(sighting.identifier().type(), out);
    Binary.writeText(sighting.identifier().value(), out);
    out.writeByte(sighting.position() << 1 | (sighting.givenAway() ? 1 : 0));
  }

  public static Sighting readSighting(DataInput in) throws IOException {
    NodeId node = NodeIdCodec.readNode(in);
    Identifier identifier =
        new Identifier(Binary.readRequiredText(in), Binary.readRequiredText(in));
    int positionAndGivenAway = in.readUnsignedByte();
    return new Sighting(
        node, identifier, (positionAndGivenAway & 1) == 1, positionAndGivenAway >> 1);
  }

  private static void writeStatement(StatedConsent statement, DataOutput out) throws IOException {
    Binary.writeEnum(statement.state(), out);
    Binary.writeText(statement.source(), out);
    Binary.writeText(statement.words(), out);
  }

  private static StatedConsent readStatement(DataInput in) throws IOException {
    return new StatedConsent(
        Binary.readEnum(ConsentState.class, in), Binary.readRequiredText(in), Binary.readText(in));
  }
}
