package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.job.gate.CopyCodec;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The binary form of a {@link Claim} in state: the one value that delivery keeps under a claim. */
public final class ClaimCodec implements Codec<Claim> {

  private static final long serialVersionUID = 1L;

  private static final int CONCLUDED = 0;
  private static final int WAITING = 1;

  private final CopyCodec copies = new CopyCodec();

  @Override
  public String id() {
    return "claim";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Claim claim, DataOutput out) throws IOException {
    Binary.writeText(claim.eventId(), out);
    out.writeBoolean(claim.isSettled());
    Denials.write(claim.deniedAt(), out);
    Binary.writeList(claim.profiles(), Binary::writeText, out);
    Binary.writeList(claim.copies(), this::writeCopy, out);
    out.writeLong(claim.touchedAt());
    writeSale(claim.refunds().sale(), out);
    Binary.writeList(claim.refunds().all(), this::writeRefund, out);
  }

  @Override
  public Claim read(int version, DataInput in) throws IOException {
    return new Claim(
        Binary.readText(in),
        in.readBoolean(),
        Denials.read(in),
        Binary.readList(Binary::readRequiredText, in),
        Binary.readList(this::readCopy, in),
        in.readLong(),
        new Refunds(readSale(in), Binary.readList(from -> readRefund(version, from), in)));
  }

  private void writeRefund(Refund refund, DataOutput out) throws IOException {
    Binary.writeText(refund.claim(), out);
    Binary.writeDecimal(refund.amount(), out);
    write(refund.state(), out);
  }

  private Refund readRefund(int version, DataInput in) throws IOException {
    return new Refund(Binary.readRequiredText(in), Binary.readDecimal(in), read(version, in));
  }

  private static void writeSale(@Nullable Sale sale, DataOutput out) throws IOException {
    Binary.writeText(sale == null ? null : sale.id(), out);
    if (sale != null) {
      Binary.writeText(sale.account(), out);
      Binary.writeText(sale.action(), out);
      Binary.writeText(sale.at().toString(), out);
      Binary.writeDecimal(sale.value(), out);
      Binary.writeText(sale.currency(), out);
    }
  }

  private static @Nullable Sale readSale(DataInput in) throws IOException {
    String id = Binary.readText(in);
    return id == null
        ? null
        : new Sale(
            id,
            Binary.readRequiredText(in),
            Binary.readRequiredText(in),
            Instant.parse(Binary.readRequiredText(in)),
            Binary.readDecimal(in),
            Binary.readText(in));
  }

  private void writeCopy(ClaimCopy copy, DataOutput out) throws IOException {
    if (copy instanceof ClaimCopy.Concluded concluded) {
      out.writeByte(CONCLUDED);
      Binary.writeText(concluded.messageId(), out);
      Binary.writeEnum(concluded.outcome(), out);
      out.writeLong(concluded.at());
    } else if (copy instanceof ClaimCopy.Waiting waiting) {
      out.writeByte(WAITING);
      copies.writeVersioned(waiting.copy(), out);
      out.writeLong(waiting.agesFrom());
      Binary.writeCount(waiting.attempts(), out);
      out.writeLong(waiting.dueAt());
      out.writeLong(waiting.dueSince());
      Binary.writeCount(waiting.mostTogether(), out);
      Binary.writeList(List.copyOf(waiting.without()), Binary::writeText, out);
    }
  }

  private ClaimCopy readCopy(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case CONCLUDED ->
          new ClaimCopy.Concluded(
              Binary.readRequiredText(in), Binary.readEnum(Outcome.class, in), in.readLong());
      case WAITING ->
          new ClaimCopy.Waiting(
              copies.readVersioned(in),
              in.readLong(),
              Binary.readCount(in),
              in.readLong(),
              in.readLong(),
              Binary.readCount(in),
              Set.copyOf(Binary.readList(Binary::readRequiredText, in)));
      default -> throw new IOException("no copy of this release has the code " + kind);
    };
  }
}
