package io.tracklayer.local.run;

import java.nio.file.Path;

/**
 * Where a local run keeps its data, and where it listens; port 0 means any free port.
 *
 * @param data everything that must last
 */
public record LocalOptions(
    Path data, int port, int adminPort, int flinkPort, int kafkaPort, int sandboxPort) {

  /** On free ports. */
  public static LocalOptions onFreePorts(Path data) {
    return new LocalOptions(data, 0, 0, 0, 0, 0);
  }
}
