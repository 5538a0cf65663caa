package io.tracklayer.job.gate.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Values in which every field of the selection's own binary forms occurs. */
public final class SelectionExamples {

  private static final byte[] JSON = "{\"schema\":1}".getBytes(UTF_8);

  public static final List<?> PUBLISHED =
      List.of(
          new Published(3, 17, JSON, null, List.of()),
          new Published(3, 18, JSON, new Redrive("crm", 1_755_684_000_000L), List.of("a", "b")));

  private SelectionExamples() {}
}
