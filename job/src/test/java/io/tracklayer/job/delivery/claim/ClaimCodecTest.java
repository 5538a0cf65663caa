package io.tracklayer.job.delivery.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.job.copies.KnownCopies;
import io.tracklayer.job.copies.KnownCopiesCodec;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.NewsCodec;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.ProfileConsentCodec;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.state.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that state and messages are read as they were written. */
class ClaimCodecTest {

  private static <T> T copied(T value, Codec<T> codec) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.writeVersioned(value, new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    T copy = codec.readVersioned(in);
    assertThat(in.available()).isZero();
    return copy;
  }

  @Test
  void aClaimWithEverythingIsReadAsItWasWritten() throws Exception {
    Claim claim =
        new Claim(
            "e1",
            true,
            Denials.of("marketing", new Statement(ConsentState.DENIED, null, 5)),
            List.of("p1", "p2"),
            List.of(
                new ClaimCopy.Concluded("m1", Outcome.REJECTED, 7),
                new ClaimCopy.Waiting(Copies.redriven("m2", 6), 1, 2, 3, 4, 5, Set.of("fbc")),
                new ClaimCopy.Waiting(
                    Copies.granted("m3", 6), 1, 0, 0, 0, ClaimCopy.ANY_NUMBER, Set.of())),
            8,
            new Refunds(
                new Sale(
                    "o-1",
                    "1234567890",
                    "777",
                    Instant.ofEpochSecond(9, 10),
                    new BigDecimal("59.90"),
                    "EUR"),
                List.of(
                    new Refund("b1", new BigDecimal("9.90"), Claim.unknown(11)),
                    new Refund("e2", null, Claim.unknown(12)))));

    assertThat(copied(claim, new ClaimCodec()))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(claim);
  }

  @Test
  void aClaimWithNothingIsReadAsItWasWritten() throws Exception {
    Claim claim = Claim.unknown(5);

    assertThat(copied(claim, new ClaimCodec())).isEqualTo(claim);
  }

  @Test
  void aSettledClaimTakesFewBytes() throws Exception {
    Claim settled =
        new Claim(
            "123e4567-e89b-12d3-a456-426614174000",
            true,
            Denials.NONE,
            List.of("0123456789abcdef0123456789abcdef"),
            List.of(
                new ClaimCopy.Concluded(
                    "123e4567-e89b-12d3-a456-426614174000", Outcome.DELIVERED, 7)),
            8,
            Refunds.NONE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new ClaimCodec().writeVersioned(settled, new DataOutputStream(bytes));

    assertThat(bytes.size()).isLessThan(160);
  }

  @Test
  void whatGoesBetweenOperatorsIsReadAsItWasWritten() throws Exception {
    News withdrawn =
        new News.Withdrawn(
            "p1",
            Revocations.ofAnswerTakenBack(
                "marketing", new Statement(ConsentState.UNKNOWN, null, 5)));
    News caughtUp = new News.CaughtUp(2, 3);
    Withdrawals.Entry entry =
        new Withdrawals.Entry(
            "p1",
            Revocations.ofDenial("marketing", new Statement(ConsentState.DENIED, null, 5)),
            9);
    KnownCopies known = new KnownCopies("e1", "m1", List.of("m1", "m2"));

    assertThat(copied(withdrawn, new NewsCodec())).isEqualTo(withdrawn);
    assertThat(copied(caughtUp, new NewsCodec())).isEqualTo(caughtUp);
    assertThat(copied(entry, new WithdrawalCodec())).isEqualTo(entry);
    assertThat(copied(known, new KnownCopiesCodec())).isEqualTo(known);
    assertThat(copied(ProfileConsent.NOTHING, new ProfileConsentCodec()))
        .isEqualTo(ProfileConsent.NOTHING);
  }
}
