package io.tracklayer.local.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time of a process since its start.
 *
 * @param micros of all its threads, also of those that have ended
 * @param jitMicros of the JIT compilers among them; 0 if the system does not tell threads apart
 * @param threads microseconds of those that live, by name
 */
record CpuTimes(long micros, long jitMicros, Map<String, Long> threads) {

  static final CpuTimes NONE = new CpuTimes(0, 0, Map.of());

  CpuTimes {
    threads = Map.copyOf(threads);
  }

  /** Without the JIT compilers. */
  long counted() {
    return micros - jitMicros;
  }

  /** What came since an earlier reading. Threads that have started since count from 0. */
  CpuTimes since(CpuTimes earlier) {
    Map<String, Long> more = new TreeMap<>();
    threads.forEach(
        (name, now) -> more.put(name, Math.max(0, now - earlier.threads.getOrDefault(name, 0L))));
    return new CpuTimes(micros - earlier.micros, jitMicros - earlier.jitMicros, more);
  }
}
