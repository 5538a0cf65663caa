package io.tracklayer.contract.config;

import java.io.Serializable;

/**
 * Where to find a secret: the name of an environment variable, or {@code file:/path}. It is never
 * the secret itself, so it may travel in a job graph.
 */
public record SecretRef(String reference) implements Serializable {

  private static final String FILE = "file:";

  public boolean isFile() {
    return reference.startsWith(FILE);
  }

  /** The path of a file reference. */
  public String path() {
    return reference.substring(FILE.length());
  }

  /** The message to give when there is no secret at this place. */
  public String whenNotSet() {
    return isFile()
        ? "the secret file " + path() + " is missing, empty or not readable"
        : "the environment variable " + reference + " is not set";
  }
}
