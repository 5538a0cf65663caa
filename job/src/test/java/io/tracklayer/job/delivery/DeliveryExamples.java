package io.tracklayer.job.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.copies.KnownCopies;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimCopy;
import io.tracklayer.job.delivery.claim.Refund;
import io.tracklayer.job.delivery.claim.Refunds;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.claim.Withdrawals;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.Incoming;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.RefundOf;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values in which every field of the binary forms between copies, gate and delivery occurs. */
public final class DeliveryExamples {

  public static final String CLAIM = "b0123456789abcdef0123456789abcdef";

  private static final long THEN = 1_755_684_000_000L;
  private static final byte[] JSON = "{\"schema\":1}".getBytes(UTF_8);
  private static final Statement GRANTED =
      new Statement(ConsentState.GRANTED, "context.consentManagement", THEN);
  private static final Statement DENIED =
      new Statement(ConsentState.DENIED, "consent", "declined", THEN + 1);

  private static final CopyRef REF =
      new CopyRef(
          CLAIM,
          new EventRef("event-1", "message-2", "purchase", "acct", "production"),
          "event-2",
          "00112233445566778899aabbccddeeff",
          "message-1");
  private static final CopyRef REF_OF_NOBODY =
      new CopyRef(
          "e0123456789abcdef0123456789abcdef",
          new EventRef("message-3", "message-3", "page_view", "acct", "production"),
          "message-3",
          null,
          null);
  private static final Copy COPY =
      new Copy(
          REF,
          THEN,
          THEN + 1,
          Map.of("marketing", GRANTED),
          Denials.of("marketing", new Statement(ConsentState.DENIED, null, THEN - 9)),
          true,
          null,
          JSON,
          null,
          null,
          false);
  private static final Copy REDRIVEN =
      new Copy(
          REF, THEN, THEN + 1, Map.of(), Denials.NONE, true, null, JSON, THEN + 5, null, false);
  private static final RefundOf ORDER = new RefundOf(CLAIM, new BigDecimal("9.90"), "EUR");
  private static final Copy OF_A_REFUND =
      new Copy(
          new CopyRef(
              "bfedcba9876543210fedcba9876543210",
              new EventRef("event-4", "message-4", "refund", "acct", "production"),
              "event-4",
              null,
              null),
          THEN,
          THEN + 1,
          Map.of(),
          Denials.NONE,
          true,
          null,
          JSON,
          null,
          ORDER,
          false);
  private static final Copy REFUSED =
      new Copy(
          REF_OF_NOBODY,
          THEN,
          THEN + 1,
          Map.of("marketing", DENIED),
          Denials.NONE,
          false,
          Cause.of(Reason.CONDITION, "value: none"),
          Copy.NOTHING,
          null,
          null,
          false);
  private static final Copy VALIDATION =
      new Copy(REF, THEN, THEN + 1, Map.of(), Denials.NONE, true, null, JSON, null, null, true);

  public static final List<?> REFS = List.of(REF, REF_OF_NOBODY);
  public static final List<?> COPIES = List.of(COPY, REDRIVEN, REFUSED, OF_A_REFUND, VALIDATION);
  public static final List<?> KNOWN_COPIES =
      List.of(new KnownCopies("event-1", "message-1", List.of("message-1", "message-2")));
  public static final ProfileConsent CONSENT =
      new ProfileConsent(Map.of("marketing", GRANTED), Denials.NONE, false);
  private static final Revocations REVOCATIONS =
      Revocations.ofDenial("marketing", new Statement(ConsentState.DENIED, null, THEN))
          .and(
              Revocations.ofAnswerTakenBack(
                  "analytics", new Statement(ConsentState.UNKNOWN, null, THEN + 1)));
  public static final List<?> NEWS =
      List.of(new News.Withdrawn(REF.profileId(), REVOCATIONS), new News.CaughtUp(1, 4));
  public static final List<?> INCOMING =
      List.of(
          new Incoming.OfEvent(
              new Gate.Arrival(
                  REF,
                  THEN,
                  THEN + 1,
                  Map.of("marketing", GRANTED),
                  Map.of("analytics", DENIED),
                  null,
                  JSON,
                  THEN + 5,
                  null,
                  false)),
          new Incoming.OfEvent(
              new Gate.Arrival(
                  REF_OF_NOBODY,
                  THEN,
                  THEN + 1,
                  Map.of(),
                  Map.of(),
                  Cause.of(Reason.CONDITION, "value: none"),
                  Copy.NOTHING,
                  null,
                  ORDER,
                  true)),
          new Incoming.Denial(REF.profileId(), Map.of("marketing", DENIED)),
          new Incoming.ReadThrough(3, 12, "gate:7"));
  public static final List<?> OUTGOING =
      List.of(new Outgoing.OfCopy(COPY), new Outgoing.CaughtUp(1, 4, "delivery:7"));
  public static final List<?> STARTED =
      List.of(
          new SenderStart("crm", new Sender(7, "d2719a3e-9d4c-4b3d-a7c5-0d4f7a3b8f10"), 0, 359));
  public static final List<?> WITHDRAWALS =
      List.of(new Withdrawals.Entry(REF.profileId(), REVOCATIONS, THEN + 9));
  public static final List<?> CLAIMS =
      List.of(
          new Claim(
              "event-1",
              false,
              Denials.of("marketing", new Statement(ConsentState.DENIED, null, THEN)),
              List.of(REF.profileId()),
              List.of(
                  new ClaimCopy.Concluded("message-1", Outcome.REJECTED, THEN),
                  new ClaimCopy.Waiting(
                      COPY, THEN, 3, THEN + 9, THEN + 8, 50, Set.of("client_ip"))),
              THEN + 10,
              Refunds.NONE),
          new Claim(
              null,
              true,
              Denials.NONE,
              List.of(),
              List.of(),
              THEN,
              new Refunds(
                  new Sale(
                      "order-1",
                      "1234567890",
                      "777",
                      Instant.ofEpochMilli(THEN),
                      new BigDecimal("59.90"),
                      "EUR"),
                  List.of(
                      new Refund(
                          "bfedcba9876543210fedcba9876543210",
                          new BigDecimal("9.90"),
                          Claim.unknown(THEN))))));

  private DeliveryExamples() {}
}
