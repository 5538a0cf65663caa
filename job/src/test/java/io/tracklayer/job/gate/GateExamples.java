package io.tracklayer.job.gate;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.Statement;
import java.util.List;
import java.util.Map;

/** Values in which every field of the gate's own binary forms occurs. */
public final class GateExamples {

  public static final List<?> KEPT =
      List.of(
          new KeptConsent(
              new ProfileConsent(
                  Map.of(
                      "marketing",
                      new Statement(
                          ConsentState.GRANTED, "context.consentManagement", 1_755_684_000_000L)),
                  Denials.of(
                      "marketing", new Statement(ConsentState.DENIED, null, 1_755_600_000_000L)),
                  true),
              1_755_684_000_001L));

  private GateExamples() {}
}
