package io.tracklayer.local.bench;

import java.util.Optional;

/** What a process of the benchmark tells the one that started it, a line each on its output. */
sealed interface ChildMessage {

  /**
   * It has started.
   *
   * @param address where it can be reached; empty if nowhere
   */
  record Ready(String address) implements ChildMessage {}

  /** One of its threads has taken so many events in all. */
  record Progress(int thread, long events) implements ChildMessage {}

  /** It cannot do its task on this machine. */
  record CannotRun(String reason) implements ChildMessage {}

  /** It has failed. */
  record Failed(String reason) implements ChildMessage {}

  default String line() {
    if (this instanceof Ready ready) {
      return "ready " + ready.address;
    }
    if (this instanceof Progress progress) {
      return "progress " + progress.thread + " " + progress.events;
    }
    if (this instanceof CannotRun cannotRun) {
      return "cannot-run " + oneLine(cannotRun.reason);
    }
    return "failed " + oneLine(((Failed) this).reason);
  }

  /** Tells it, in one piece also beside other threads. */
  default void tell() {
    System.out.println(line());
  }

  /** Empty for a line that something else has printed. */
  static Optional<ChildMessage> parse(String line) {
    String[] words = line.split(" ", 2);
    String rest = words.length == 2 ? words[1] : "";
    return switch (words[0]) {
      case "ready" -> Optional.of(new Ready(rest));
      case "progress" -> progress(rest);
      case "cannot-run" -> Optional.of(new CannotRun(rest));
      case "failed" -> Optional.of(new Failed(rest));
      default -> Optional.empty();
    };
  }

  private static Optional<ChildMessage> progress(String text) {
    if (!text.matches("\\d{1,9} \\d{1,18}")) {
      return Optional.empty();
    }
    int gap = text.indexOf(' ');
    return Optional.of(
        new Progress(
            Integer.parseInt(text.substring(0, gap)), Long.parseLong(text.substring(gap + 1))));
  }

  private static String oneLine(String text) {
    return text.lines().map(String::strip).reduce((one, next) -> one + "; " + next).orElse("");
  }
}
