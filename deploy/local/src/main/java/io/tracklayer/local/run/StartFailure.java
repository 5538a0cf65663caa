package io.tracklayer.local.run;

import org.jspecify.annotations.Nullable;

/**
 * Why a local run could not start, in words for the person at the terminal. Holds no personal data
 * and no secret.
 */
public final class StartFailure extends Exception {

  private static final long serialVersionUID = 1L;

  StartFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
