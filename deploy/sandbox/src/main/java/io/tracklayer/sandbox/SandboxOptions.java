package io.tracklayer.sandbox;

import java.nio.file.Path;

/**
 * @param host to listen on
 * @param port 0 for a free one
 * @param journal where requests are kept over a restart; null for nowhere
 */
public record SandboxOptions(String host, int port, Path journal, SandboxSecrets secrets) {

  /** On localhost, in memory only. */
  public static SandboxOptions onLocalhost(int port, SandboxSecrets secrets) {
    return new SandboxOptions("localhost", port, null, secrets);
  }
}
