package io.tracklayer.job.gate;

import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** A record that comes to a gate, in the order of the canonical topic's partition. */
public sealed interface Incoming {

  /** The key under which the gate handles it. */
  String key();

  /** An event that concerns the destination. */
  record OfEvent(Gate.Arrival arrival) implements Incoming {

    /** The profile id; an event without a profile has a key of its own. */
    @Override
    public String key() {
      CopyRef ref = arrival.ref();
      return ref.profileId() != null ? ref.profileId() : "event:" + ref.messageId();
    }
  }

  /** The denials of an event, for another id of its profile. */
  record Denial(String profileId, Map<String, Statement> denials) implements Incoming {
    @Override
    public String key() {
      return profileId;
    }
  }

  /**
   * Reports that everything that a partition held when the job started has been passed on.
   *
   * @param partitions how many partitions there are
   * @param key routes the report to a subtask of the gate
   */
  record ReadThrough(int partition, int partitions, String key) implements Incoming {}

  /** The binary form, between operators. */
  final class BinaryForm implements Codec<Incoming> {

    private static final long serialVersionUID = 1L;

    private static final int EVENT = 1;
    private static final int DENIAL = 2;
    private static final int READ_THROUGH = 3;

    private final CopyRef.BinaryForm refs = new CopyRef.BinaryForm();

    @Override
    public String id() {
      return "gate-incoming";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Incoming incoming, DataOutput out) throws IOException {
      if (incoming instanceof OfEvent event) {
        out.writeByte(EVENT);
        writeArrival(event.arrival, out);
      } else if (incoming instanceof Denial denial) {
        out.writeByte(DENIAL);
        Binary.writeText(denial.profileId, out);
        Binary.writeMap(denial.denials, Statement::write, out);
      } else if (incoming instanceof ReadThrough read) {
        out.writeByte(READ_THROUGH);
        Binary.writeCount(read.partition, out);
        Binary.writeCount(read.partitions, out);
        Binary.writeText(read.key, out);
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
    }

    @Override
    public Incoming read(int version, DataInput in) throws IOException {
      int kind = in.readUnsignedByte();
      return switch (kind) {
        case EVENT -> new OfEvent(readArrival(in));
        case DENIAL -> new Denial(Binary.readRequiredText(in), Binary.readMap(Statement::read, in));
        case READ_THROUGH ->
            new ReadThrough(
                Binary.readCount(in), Binary.readCount(in), Binary.readRequiredText(in));
        default -> throw new IOException("no record to a gate has the code " + kind);
      };
    }

    private Gate.Arrival readArrival(DataInput in) throws IOException {
      return new Gate.Arrival(
          refs.readVersioned(in),
          in.readLong(),
          in.readLong(),
          Binary.readMap(Statement::read, in),
          Binary.readMap(Statement::read, in),
          CauseText.read(in),
          Binary.readBytes(in),
          in.readBoolean() ? (Long) in.readLong() : null,
          RefundOf.read(in));
    }
  }
}
