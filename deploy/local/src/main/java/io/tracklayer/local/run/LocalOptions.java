package io.tracklayer.local.run;

import java.nio.file.Path;

/**
 * Where a local run keeps its data and listens; a port of 0 means any free one.
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
