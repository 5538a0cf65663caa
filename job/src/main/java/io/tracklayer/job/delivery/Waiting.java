package io.tracklayer.job.delivery;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An event that a pipeline has taken over and not yet settled: it stays in keyed state until its
 * outcome is final, so a restore sends again only what was unanswered.
 *
 * @param attempts requests that were answered badly or not at all
 * @param dueAt epoch milliseconds; 0 as long as nothing held it back
 * @param without optional fields that the destination objected to
 */
record Waiting(Candidate event, int attempts, long dueAt, Set<String> without) {

  static Waiting first(Candidate event) {
    return new Waiting(event, 0, 0, Set.of());
  }

  Waiting afterFailure() {
    return new Waiting(event, attempts + 1, dueAt, without);
  }

  Waiting dueAt(long time) {
    return new Waiting(event, attempts, time, without);
  }

  Waiting leavingOut(String field) {
    Set<String> fields = new HashSet<>(without);
    fields.add(field);
    return new Waiting(event, attempts + 1, dueAt, Set.copyOf(fields));
  }

  /**
   * The binary form in state. The version of the candidate inside is written with it; this one's
   * rises along, so that an older release refuses state which it could not read.
   */
  public static final class BinaryForm implements Codec<Waiting> {

    private static final long serialVersionUID = 1L;

    private static final Candidate.BinaryForm CANDIDATE = new Candidate.BinaryForm();

    @Override
    public String id() {
      return "waiting";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Waiting waiting, DataOutput out) throws IOException {
      out.writeByte(CANDIDATE.version());
      CANDIDATE.write(waiting.event, out);
      Binary.writeCount(waiting.attempts, out);
      out.writeLong(waiting.dueAt);
      Binary.writeList(List.copyOf(waiting.without), Binary::writeText, out);
    }

    @Override
    public Waiting read(int version, DataInput in) throws IOException {
      return new Waiting(
          CANDIDATE.read(in.readUnsignedByte(), in),
          Binary.readCount(in),
          in.readLong(),
          Set.copyOf(Binary.readList(Binary::readText, in)));
    }
  }
}
