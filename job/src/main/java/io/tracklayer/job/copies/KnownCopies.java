package io.tracklayer.job.copies;

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
}
