package io.tracklayer.local.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The course of one stage. The first part of it warms the JVM up, the rest is cut into rounds with
 * the same number of events. Not thread-safe.
 */
final class Recording {

  /** Compiled code changes most in the first few hundred thousand events. */
  static final int WARM_UP_PERCENT = 60;

  static final int ROUNDS = 5;

  private final List<Sample> samples = new ArrayList<>();

  void add(Sample sample) {
    samples.add(sample);
  }

  double done() {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).done();
  }

  /**
   * Rounds begin and end at samples. If there were too few of them for any round, the whole course
   * is the only one.
   */
  List<Round> rounds() {
    List<Sample> ends = new ArrayList<>();
    for (int i = 0; i <= ROUNDS; i++) {
      double end = done() * (WARM_UP_PERCENT + (100.0 - WARM_UP_PERCENT) * i / ROUNDS) / 100;
      ends.add(firstWith(end));
    }
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Round round = Round.between(ends.get(i), ends.get(i + 1));
      if (round.events() > 0) {
        rounds.add(round);
      }
    }
    return rounds.isEmpty() ? List.of(whole()) : rounds;
  }

  private Sample firstWith(double done) {
    return samples.stream()
        .filter(sample -> sample.done() >= done)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing was recorded"));
  }

  private Round whole() {
    return Round.between(samples.get(0), firstWith(done()));
  }
}
