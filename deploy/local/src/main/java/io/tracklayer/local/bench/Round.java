package io.tracklayer.local.bench;

/**
 * One section of a stage.
 *
 * @param job CPU time of the job in it
 * @param broker CPU time of the broker in it
 */
record Round(double seconds, double events, CpuTimes job, CpuTimes broker) {

  static Round between(Sample from, Sample to) {
    return new Round(
        (to.nanos() - from.nanos()) / 1e9,
        to.done() - from.done(),
        to.job().since(from.job()),
        to.broker().since(from.broker()));
  }

  double eventsPerSecond() {
    return events / seconds;
  }

  double jobMicros() {
    return job.counted() / events;
  }

  double brokerMicros() {
    return broker.counted() / events;
  }

  double cpuMicros() {
    return jobMicros() + brokerMicros();
  }

  /** The share of the JIT compilers in all CPU time. */
  double jitShare() {
    double all = job.micros() + broker.micros();
    return all == 0 ? 0 : (job.jitMicros() + broker.jitMicros()) / all;
  }
}
