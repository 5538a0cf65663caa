package io.tracklayer.job.intake;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.faults.FaultLog;
import java.util.function.Function;

/**
 * Takes in raw records whatever happens: one on which our own code fails is rejected, since it
 * would fail again after every restart and so end the job for good.
 */
final class UnfailingIntake {

  private final Function<byte[], IntakeResult> intake;
  private final FaultLog faults;

  UnfailingIntake(Function<byte[], IntakeResult> intake, FaultLog faults) {
    this.intake = intake;
    this.faults = faults;
  }

  // Whatever is thrown is about the record.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  IntakeResult take(byte[] record) {
    try {
      return intake.apply(record);
    } catch (RuntimeException | StackOverflowError fault) {
      faults.report("taking in a record", fault);
      return new IntakeResult.Refused(rejection(record, fault.getClass().getSimpleName()));
    }
  }

  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static Rejection rejection(byte[] record, String detail) {
    try {
      return RawRecord.rejection(record, Reason.PROCESSING_FAILED, detail);
    } catch (RuntimeException | StackOverflowError alsoAboutTheRecord) {
      return new Rejection(
          Rejection.SCHEMA, null, null, null, null, Reason.PROCESSING_FAILED, detail, null);
    }
  }
}
