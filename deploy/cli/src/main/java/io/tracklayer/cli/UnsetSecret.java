package io.tracklayer.cli;

import io.tracklayer.contract.config.SecretRef;

/** How a reference that leads to nothing is told to the person at the terminal. */
public final class UnsetSecret {

  private UnsetSecret() {}

  public static String message(SecretRef ref) {
    return ref.isFile()
        ? "the secret file " + ref.path() + " is missing, empty or not readable"
        : "the secret " + ref.reference() + " is not set; set this environment variable";
  }
}
