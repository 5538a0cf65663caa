package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/** What a destination's delivery has to know when it starts: the record of the claims topic. */
public sealed interface ClaimRecord {

  int SCHEMA = 1;

  @JsonProperty
  Kind kind();

  /** The kinds of record. */
  enum Kind {
    SETTLED,
    STARTED;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A claim is settled; keyed by claim.
   *
   * @param claim see {@link io.tracklayer.contract.event.CanonicalEvent}
   * @param eventId the one given to the destination
   * @param messageId the message id of the copy that settled the claim
   * @param outcome of that copy
   */
  record Settled(
      int schema,
      String destination,
      String claim,
      String eventId,
      String messageId,
      Outcome outcome,
      Instant at)
      implements ClaimRecord {

    @Override
    public Kind kind() {
      return Kind.SETTLED;
    }
  }

  /**
   * A delivery subtask has started; in every partition.
   *
   * @param epoch higher than that of any subtask that it takes over from
   * @param sender a random id, new at each start of the subtask
   * @param firstKeyGroup of the claims that it delivers
   * @param lastKeyGroup included
   */
  record Started(
      int schema,
      String destination,
      long epoch,
      String sender,
      int firstKeyGroup,
      int lastKeyGroup,
      Instant at)
      implements ClaimRecord {

    @Override
    public Kind kind() {
      return Kind.STARTED;
    }
  }
}
