package io.tracklayer.job.copies;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the copies step remembers of one claim. Immutable.
 *
 * @param eventId the first copy's event id, which all copies get
 * @param firstMessageId the first copy's message id
 * @param messageIds the message ids that passed, the newest last; at most {@value
 *     #MOST_MESSAGE_IDS}
 */
public record KnownCopies(String eventId, String firstMessageId, List<String> messageIds) {

  /**
   * An order has two or three copies. Beyond this number, a transport copy passes as an ordinary
   * copy.
   */
  static final int MOST_MESSAGE_IDS = 16;

  public KnownCopies {
    messageIds = List.copyOf(messageIds);
  }

  KnownCopies with(String messageId) {
    List<String> all = new ArrayList<>(messageIds);
    if (all.size() == MOST_MESSAGE_IDS) {
      all.remove(0);
    }
    all.add(messageId);
    return new KnownCopies(eventId, firstMessageId, all);
  }

  /** The binary form in state. */
  public static final class BinaryForm implements Codec<KnownCopies> {

    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "known-copies";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(KnownCopies copies, DataOutput out) throws IOException {
      Binary.writeText(copies.eventId, out);
      Binary.writeText(copies.firstMessageId, out);
      Binary.writeList(copies.messageIds, Binary::writeText, out);
    }

    @Override
    public KnownCopies read(int version, DataInput in) throws IOException {
      return new KnownCopies(
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readList(Binary::readRequiredText, in));
    }
  }
}
