package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnfailingIntakeTest {

  private static final byte[] RECORD = Json.write(RawEvents.record("{'message_id':'m-7'}"));

  static Stream<Function<byte[], IntakeResult>> mistakes() {
    return Stream.of(
        record -> {
          throw new IllegalArgumentException("quotes the event");
        },
        record -> {
          throw new StackOverflowError();
        });
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aRecordOnWhichOurOwnCodeFailsIsRejectedAndKept(Function<byte[], IntakeResult> mistake) {
    Rejection rejection = rejection(mistake, RECORD);

    assertThat(rejection.messageId()).isEqualTo("m-7");
    assertThat(rejection.account()).isEqualTo("acct");
    assertThat(rejection.environment()).isEqualTo("production");
    assertThat(rejection.receivedAt()).isEqualTo(RawEvents.RECEIVED_AT);
    assertThat(rejection.reason()).isEqualTo(Reason.PROCESSING_FAILED);
    assertThat(rejection.detail()).isIn("IllegalArgumentException", "StackOverflowError");
    assertThat(rejection.body().path("event").asText()).isEqualTo("Order Completed");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void soIsOneOfWhichNothingCanBeRead(Function<byte[], IntakeResult> mistake) {
    assertThat(rejection(mistake, new byte[0]).reason()).isEqualTo(Reason.PROCESSING_FAILED);
  }

  @Test
  void everyOtherRecordIsTakenInAsItIs() {
    Intake intake = new Intake(Configs.config(), Configs.NODE_IDS);

    assertThat(unfailing(intake::take).take(RECORD)).isInstanceOf(IntakeResult.Accepted.class);
  }

  private static Rejection rejection(Function<byte[], IntakeResult> intake, byte[] record) {
    return ((IntakeResult.Refused) unfailing(intake).take(record)).rejection();
  }

  private static UnfailingIntake unfailing(Function<byte[], IntakeResult> intake) {
    return new UnfailingIntake(
        intake, new FaultLog("intake", Reason.PROCESSING_FAILED, System::nanoTime));
  }
}
