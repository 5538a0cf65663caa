package io.tracklayer.job.identity.loop;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A message on its way through the loop topic.
 *
 * @param epoch the sender's epoch
 * @param stamp the last checkpoint that the sender had taken
 * @param sentAt epoch milliseconds
 */
public record LoopRecord(Epoch epoch, long stamp, long sentAt, Letter letter) {

  public LoopRecord(Epoch epoch, long stamp, long sentAt, Message message) {
    this(epoch, stamp, sentAt, new Letter.Open(message));
  }

  public NodeId to() {
    return letter.to();
  }

  public boolean isHint() {
    return letter.type() == MessageType.HINT.code();
  }

  /** The message, or empty if another release wrote it: a hint may be lost. */
  public Optional<Message> advice() {
    try {
      return Optional.of(message());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws java.io.UncheckedIOException when it was written by another release
   */
  public Message message() {
    return letter.open();
  }
}
