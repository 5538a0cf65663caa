package io.tracklayer.testing;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM that a test starts lives as shortly as the test's own, and gets the same options. */
public final class ShortLived {

  /** Of {@code test.vm} in the build. */
  public static final List<String> JVM_OPTIONS =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(option -> option.startsWith("-XX:"))
          .toList();

  /** For the environment of processes that start others: a JVM takes no second collector. */
  public static final String JAVA_TOOL_OPTIONS =
      JVM_OPTIONS.stream()
          .filter(option -> !option.endsWith("GC"))
          .collect(Collectors.joining(" "));

  private ShortLived() {}
}
