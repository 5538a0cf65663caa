package io.tracklayer.job.gate;

import io.tracklayer.job.copies.CopyRefCodec;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link Incoming}. */
public final class IncomingCodec implements Codec<Incoming> {

  private static final long serialVersionUID = 1L;

  private static final int EVENT = 1;
  private static final int DENIAL = 2;
  private static final int READ_THROUGH = 3;

  /** The first version that says whether the event is a test by the command {@code validate}. */
  private static final int WITH_VALIDATION = 2;

  private final CopyRefCodec refs = new CopyRefCodec();

  @Override
  public String id() {
    return "gate-incoming";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Incoming incoming, DataOutput out) throws IOException {
    if (incoming instanceof Incoming.OfEvent event) {
      out.writeByte(EVENT);
      writeArrival(event.arrival(), out);
    } else if (incoming instanceof Incoming.Denial denial) {
      out.writeByte(DENIAL);
      Binary.writeText(denial.profileId(), out);
      Binary.writeMap(denial.denials(), Statement::write, out);
    } else if (incoming instanceof Incoming.ReadThrough read) {
      out.writeByte(READ_THROUGH);
      Binary.writeCount(read.partition(), out);
      Binary.writeCount(read.partitions(), out);
      Binary.writeText(read.key(), out);
    }
  }

  private void writeArrival(Gate.Arrival arrival, DataOutput out) throws IOException {
    refs.writeVersioned(arrival.ref(), out);
    out.writeLong(arrival.occurredAt());
    out.writeLong(arrival.receivedAt());
    Binary.writeMap(arrival.said(), Statement::write, out);
    Binary.writeMap(arrival.denies(), Statement::write, out);
    CauseText.write(arrival.refusal(), out);
    Binary.writeBytes(arrival.json(), out);
    out.writeBoolean(arrival.liftedAt() != null);
    if (arrival.liftedAt() != null) {
      out.writeLong(arrival.liftedAt());
    }
    RefundOf.write(arrival.refundOf(), out);
    out.writeBoolean(arrival.isValidation());
  }

  @Override
  public Incoming read(int version, DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case EVENT -> new Incoming.OfEvent(readArrival(version, in));
      case DENIAL ->
          new Incoming.Denial(Binary.readRequiredText(in), Binary.readMap(Statement::read, in));
      case READ_THROUGH ->
          new Incoming.ReadThrough(
              Binary.readCount(in), Binary.readCount(in), Binary.readRequiredText(in));
      default -> throw new IOException("no record to a gate has the code " + kind);
    };
  }

  private Gate.Arrival readArrival(int version, DataInput in) throws IOException {
    return new Gate.Arrival(
        refs.readVersioned(in),
        in.readLong(),
        in.readLong(),
        Binary.readMap(Statement::read, in),
        Binary.readMap(Statement::read, in),
        CauseText.read(in),
        Binary.readBytes(in),
        in.readBoolean() ? (Long) in.readLong() : null,
        RefundOf.read(in),
        version >= WITH_VALIDATION && in.readBoolean());
  }
}
