package io.tracklayer.job.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.ProfileConsent;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.gate.selection.Published;
import io.tracklayer.job.gate.selection.Redrive;
import java.util.List;
import java.util.Map;

/** Values in which every field of the gate's own binary forms occurs. */
public final class GateExamples {

  private static final byte[] JSON = "{\"schema\":1}".getBytes(UTF_8);

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

  public static final List<?> PUBLISHED =
      List.of(
          new Published(3, 17, JSON, null, List.of()),
          new Published(3, 18, JSON, new Redrive("crm", 1_755_684_000_000L), List.of("a", "b")));

  private GateExamples() {}
}
