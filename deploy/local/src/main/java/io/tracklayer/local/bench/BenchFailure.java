package io.tracklayer.local.bench;

import org.jspecify.annotations.Nullable;

/** Why a benchmark cannot go on, in words for the person at the terminal. */
final class BenchFailure extends Exception {

  private static final long serialVersionUID = 1L;

  BenchFailure(String message) {
    this(message, null);
  }

  BenchFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
