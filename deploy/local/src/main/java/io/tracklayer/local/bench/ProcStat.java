package io.tracklayer.local.bench;

/**
 * What Linux tells of a process or a thread in {@code /proc/PID/stat} or {@code
 * /proc/PID/task/TID/stat}.
 *
 * @param name at most 15 bytes
 * @param micros of CPU time, in steps of 10 ms
 * @param microsOfEnded of child processes that have ended, theirs included
 */
record ProcStat(String name, long micros, long microsOfEnded) {

  /** Linux counts in hundredths of a second for programs, whatever the kernel's own tick is. */
  private static final long MICROS_OF_TICK = 10_000;

  private static final int FIRST_BEHIND_NAME = 3;
  private static final int USER = 14 - FIRST_BEHIND_NAME;
  private static final int SYSTEM = 15 - FIRST_BEHIND_NAME;
  private static final int USER_OF_ENDED = 16 - FIRST_BEHIND_NAME;
  private static final int SYSTEM_OF_ENDED = 17 - FIRST_BEHIND_NAME;

  /**
   * @param line as proc_pid_stat(5) describes it; the name is in brackets and may contain any of
   *     them and spaces
   */
  static ProcStat parse(String line) {
    int from = line.indexOf('(');
    int to = line.lastIndexOf(')');
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a line of /proc/PID/stat: " + line);
    }
    String[] fields = line.substring(to + 1).strip().split(" ", -1);
    if (fields.length <= SYSTEM_OF_ENDED) {
      throw new IllegalArgumentException("not a line of /proc/PID/stat: " + line);
    }
    return new ProcStat(
        line.substring(from + 1, to),
        micros(fields[USER]) + micros(fields[SYSTEM]),
        micros(fields[USER_OF_ENDED]) + micros(fields[SYSTEM_OF_ENDED]));
  }

  private static long micros(String ticks) {
    return Long.parseLong(ticks) * MICROS_OF_TICK;
  }
}
