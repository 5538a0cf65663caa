package io.tracklayer.contract.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
   * <p>If refunds restate values at the destination, {@code sale} says what a purchase counted as,
   * and {@code refunded} what a refund took from the purchase with the claim {@code purchase}.
   *
   * @param claim see {@link io.tracklayer.contract.event.CanonicalEvent}
   * @param eventId the one given to the destination
   * @param messageId the message id of the copy that settled the claim
   * @param outcome of that copy
   * @param sale what it was counted as, of a purchase that refunds may restate
   * @param purchase the claim of the purchase, of a refund that restated its value
   * @param refunded the amount of such a refund, in the purchase's currency
   */
  record Settled(
      int schema,
      String destination,
      String claim,
      String eventId,
      String messageId,
      Outcome outcome,
      Instant at,
      @Nullable Sale sale,
      @Nullable String purchase,
      @Nullable BigDecimal refunded)
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
