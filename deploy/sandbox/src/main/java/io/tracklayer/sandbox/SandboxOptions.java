package io.tracklayer.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * @param host to listen on
 * @param port 0 for a free one
 * @param journal keeps requests across restarts, if given
 */
public record SandboxOptions(
    String host, int port, @Nullable Path journal, SandboxSecrets secrets) {

  /** On localhost, in memory only. */
  public static SandboxOptions onLocalhost(int port, SandboxSecrets secrets) {
    return new SandboxOptions("localhost", port, null, secrets);
  }
}
