package io.tracklayer.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Whoever reads what a command prints has seen enough, as {@code head} has after ten lines. */
public final class ClosedPipe extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  /** 128 and the number of SIGPIPE, as a shell reports a program that the signal ended. */
  public static final int EXIT_CODE = 141;

  ClosedPipe(IOException cause) {
    super(cause);
  }
}
