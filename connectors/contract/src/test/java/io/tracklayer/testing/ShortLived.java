package io.tracklayer.testing;

import java.util.List;

/**
 * How a JVM that a test starts is told that it lives for seconds. On two cores, the optimising
 * compiler and a collector with threads of its own take more than they give; so do collections of
 * the whole heap only because classes are loaded.
 */
public final class ShortLived {

  /** The code cache is as large as it is with that compiler: long runs fill the smaller one. */
  public static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=240m",
          "-XX:MetaspaceSize=128m");

  private ShortLived() {}
}
