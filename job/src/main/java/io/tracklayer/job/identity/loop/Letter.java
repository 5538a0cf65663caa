package io.tracklayer.job.identity.loop;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message of the loop that is decoded only behind the fence. So a message of another release,
 * whose form this one does not know, fails the job only if it would have to be handled.
 */
public sealed interface Letter {

  /** The node that it is for. */
  NodeId to();

  /** See {@link MessageType#code}. */
  int type();

  Message open();

  /** A message that is to be written. */
  record Open(Message message) implements Letter {

    @Override
    public NodeId to() {
      return message.to();
    }

    @Override
    public int type() {
      return message.type().code();
    }

    @Override
    public Message open() {
      return message;
    }
  }

  /** A message as it was read, not yet decoded but for its node and type. */
  record Sealed(NodeId to, int type, byte[] content) implements Letter {

    @Override
    public Message open() {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
      try {
        Message message = new MessageCodec().readVersioned(in);
        if (in.available() > 0) {
          throw new IOException(in.available() + " bytes are left over");
        }
        return message;
      } catch (IOException | RuntimeException e) {
        // The cause is left out: it may quote the message, which holds personal data.
        throw new UncheckedIOException(
            new IOException(
                "a message of the loop for the node "
                    + to
                    + " is not of this release ("
                    + e.getClass().getSimpleName()
                    + "); only the job itself may write to this topic"));
      }
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
      return "Sealed[" + to + ", " + content.length + " bytes]";
    }
  }
}
