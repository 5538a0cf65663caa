package io.tracklayer.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Where a benchmark ran. */
record Machine(int cores, long memoryMiB, String os, String java, double load) {

  /** As it is now; the load is that of the last minute, negative if the system does not tell it. */
  static Machine here() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        system.getSystemLoadAverage());
  }

  /** Whether something else needed so much of it that figures would be those of a smaller one. */
  boolean wasBusy() {
    return load > 0.5 * cores;
  }
}
