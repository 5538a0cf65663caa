package io.tracklayer.job.state;

import io.tracklayer.contract.event.EventRef;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The binary form of an {@link EventRef}, as part of the binary form of records that refer to an
 * event.
 */
public final class EventRefForm {

  private EventRefForm() {}

  public static void write(EventRef ref, DataOutput out) throws IOException {
    Binary.writeText(ref.eventId(), out);
    Binary.writeText(ref.messageId(), out);
    Binary.writeText(ref.name(), out);
    Binary.writeText(ref.account(), out);
    Binary.writeText(ref.environment(), out);
  }

  public static EventRef read(DataInput in) throws IOException {
    return new EventRef(
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in));
  }
}
