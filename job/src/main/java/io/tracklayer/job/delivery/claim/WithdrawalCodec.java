package io.tracklayer.job.delivery.claim;

import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link Withdrawals.Entry}. */
public final class WithdrawalCodec implements Codec<Withdrawals.Entry> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "withdrawal";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Withdrawals.Entry entry, DataOutput out) throws IOException {
    Binary.writeText(entry.profileId(), out);
    Revocations.write(entry.what(), out);
    out.writeLong(entry.heardAt());
  }

  @Override
  public Withdrawals.Entry read(int version, DataInput in) throws IOException {
    return new Withdrawals.Entry(Binary.readRequiredText(in), Revocations.read(in), in.readLong());
  }
}
