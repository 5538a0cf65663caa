package io.tracklayer.job.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Refunded;
import io.tracklayer.job.delivery.claim.Sender;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of records in the deliveries and claims topics. They say what was settled, and by
 * whom, so that no JSON need be read.
 */
final class PastHeaders {

  private static final String DESTINATION = "tracklayer-destination";
  private static final String CLAIM = "tracklayer-claim";
  private static final String MESSAGE_ID = "tracklayer-message-id";
  private static final String EVENT_ID = "tracklayer-event-id";
  private static final String OUTCOME = "tracklayer-outcome";
  private static final String SETTLES_CLAIM = "tracklayer-settles-claim";
  private static final String AT = "tracklayer-at";
  private static final String SALE = "tracklayer-sale";
  private static final String PURCHASE = "tracklayer-purchase";
  private static final String REFUNDED = "tracklayer-refunded";
  private static final String EPOCH = "tracklayer-epoch";
  private static final String SENDER = "tracklayer-sender";
  private static final String KEY_GROUPS = "tracklayer-started";

  private PastHeaders() {}

  static void write(String destination, PastOutcome past, Headers headers) {
    add(DESTINATION, destination, headers);
    add(CLAIM, past.claim(), headers);
    add(MESSAGE_ID, past.messageId(), headers);
    add(EVENT_ID, past.eventId(), headers);
    add(OUTCOME, past.outcome().text(), headers);
    if (past.settlesClaim()) {
      add(SETTLES_CLAIM, "true", headers);
    }
    add(AT, Long.toString(past.at()), headers);
    writeSender(past.sender(), headers);
    if (past.sale() != null) {
      headers.add(SALE, Json.write(past.sale()));
    }
    Refunded refunded = past.refunded();
    if (refunded != null) {
      add(PURCHASE, refunded.purchase(), headers);
      add(REFUNDED, refunded.amount() == null ? null : refunded.amount().toString(), headers);
    }
  }

  static void write(SenderStart started, Headers headers) {
    add(DESTINATION, started.destination(), headers);
    add(KEY_GROUPS, started.firstKeyGroup() + "-" + started.lastKeyGroup(), headers);
    writeSender(started.sender(), headers);
  }

  private static void writeSender(Sender sender, Headers headers) {
    add(EPOCH, Long.toString(sender.epoch()), headers);
    add(SENDER, sender.id(), headers);
  }

  /** None for a record that is not of a destination, or not ours. */
  static @Nullable String destination(Headers headers) {
    return text(DESTINATION, headers);
  }

  /** None for a record that is not a start. */
  static @Nullable SenderStart started(Headers headers) {
    String groups = text(KEY_GROUPS, headers);
    String destination = text(DESTINATION, headers);
    if (groups == null || destination == null) {
      return null;
    }
    try {
      int dash = groups.indexOf('-');
      return new SenderStart(
          destination,
          sender(headers),
          Integer.parseInt(groups.substring(0, dash)),
          Integer.parseInt(groups.substring(dash + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return null;
    }
  }

  /** {@link PastOutcome#home} of an outcome; none for a record that is not one. */
  static @Nullable String home(Headers headers) {
    String purchase = text(PURCHASE, headers);
    return purchase == null ? text(CLAIM, headers) : purchase;
  }

  /** None for a record that is not an outcome. */
  static @Nullable PastOutcome past(Headers headers) {
    String claim = text(CLAIM, headers);
    String messageId = text(MESSAGE_ID, headers);
    String outcome = text(OUTCOME, headers);
    String at = text(AT, headers);
    if (claim == null || messageId == null || outcome == null || at == null) {
      return null;
    }
    try {
      return new PastOutcome(
          claim,
          messageId,
          text(EVENT_ID, headers),
          Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
          text(SETTLES_CLAIM, headers) != null,
          Long.parseLong(at),
          sender(headers),
          sale(headers),
          refunded(headers));
    } catch (IllegalArgumentException | IOException e) {
      return null;
    }
  }

  private static @Nullable Sale sale(Headers headers) throws IOException {
    Header header = headers.lastHeader(SALE);
    return header == null ? null : Json.read(header.value(), Sale.class);
  }

  private static @Nullable Refunded refunded(Headers headers) {
    String purchase = text(PURCHASE, headers);
    String amount = text(REFUNDED, headers);
    return purchase == null
        ? null
        : new Refunded(purchase, amount == null ? null : new BigDecimal(amount));
  }

  private static Sender sender(Headers headers) {
    String epoch = text(EPOCH, headers);
    String id = text(SENDER, headers);
    return epoch == null || id == null ? Sender.UNKNOWN : new Sender(Long.parseLong(epoch), id);
  }

  private static void add(String name, @Nullable String value, Headers headers) {
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }

  private static @Nullable String text(String name, Headers headers) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
