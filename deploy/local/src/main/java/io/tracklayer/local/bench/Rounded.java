package io.tracklayer.local.bench;

/** Figures as reports show them. */
final class Rounded {

  private Rounded() {}

  /** For people. */
  static String tenths(double number) {
    return "%.1f".formatted(number);
  }

  /** For programs. */
  static double hundredths(double number) {
    return Math.round(number * 100) / 100.0;
  }
}
