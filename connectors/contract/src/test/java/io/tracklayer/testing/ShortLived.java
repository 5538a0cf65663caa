package io.tracklayer.testing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a JVM that a test starts is told that it lives for seconds. On two cores, the optimising
 * compiler and a collector with threads of its own take more than they give; so do collections of
 * the whole heap only because classes are loaded.
 */
public final class ShortLived {

  private static final String COLLECTOR = "-XX:+UseSerialGC";

  /** The code cache is as large as it is with that compiler: long runs fill the smaller one. */
  public static final List<String> JVM_OPTIONS =
      List.of(
          COLLECTOR,
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=240m",
          "-XX:MetaspaceSize=128m");

  /** For the environment of processes that start others: a JVM takes no second collector. */
  public static final String JAVA_TOOL_OPTIONS =
      JVM_OPTIONS.stream().filter(one -> !one.equals(COLLECTOR)).collect(Collectors.joining(" "));

  private ShortLived() {}
}
