package io.tracklayer.job.identity;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of one subtask of the forest. */
@FlinkShell
final class IdentityMetrics {

  private static final int SAMPLES = 10_000;

  private final JobMetrics metrics;
  private final Map<IdentityState, Counter> events = new EnumMap<>(IdentityState.class);
  private final Map<MessageType, Counter> messages = new EnumMap<>(MessageType.class);
  private final Map<IdentityChange.ChangeType, Counter> changes =
      new EnumMap<>(IdentityChange.ChangeType.class);
  private final Map<String, Counter> refusals = new HashMap<>();
  private final Counter straightEvents;
  private final Counter failedEvents;
  private final Counter localMessages;
  private final Counter unparkedMessages;
  private final Counter toldDenials;
  private final Counter recalledDenials;
  private final Histogram hops;
  private final Histogram loopAge;
  private final Histogram profileBytes;
  private final Counter fullProfiles;

  /**
   * @param parked how many messages are parked
   * @param parkedAge how long the first of them has been parked, milliseconds
   */
  IdentityMetrics(MetricGroup operator, Gauge<Integer> parked, Gauge<Long> parkedAge) {
    metrics = JobMetrics.of(operator);
    for (IdentityState state : IdentityState.values()) {
      events.put(state, metrics.counter(JobMetric.IDENTITY_EVENTS, state.text()));
    }
    for (MessageType type : MessageType.values()) {
      messages.put(type, metrics.counter(JobMetric.LOOP_MESSAGES_SENT, type.text()));
    }
    for (IdentityChange.ChangeType change : IdentityChange.ChangeType.values()) {
      changes.put(change, metrics.counter(JobMetric.IDENTITY_CHANGES, change.text()));
    }
    straightEvents = metrics.counter(JobMetric.STRAIGHT_EVENTS);
    failedEvents = metrics.counter(JobMetric.FAILED_EVENTS);
    localMessages = metrics.counter(JobMetric.LOCAL_MESSAGES);
    unparkedMessages = metrics.counter(JobMetric.UNPARKED_MESSAGES);
    metrics.gauge(JobMetric.PARKED_MESSAGES, parked);
    metrics.gauge(JobMetric.PARKED_AGE_MS, parkedAge);
    toldDenials = metrics.counter(JobMetric.TOLD_DENIALS);
    recalledDenials = metrics.counter(JobMetric.RECALLED_DENIALS);
    hops = summary(JobMetric.HOPS);
    loopAge = summary(JobMetric.LOOP_AGE_MS);
    profileBytes = summary(JobMetric.PROFILE_BYTES);
    fullProfiles = metrics.counter(JobMetric.FULL_PROFILES);
  }

  private Histogram summary(JobMetric metric) {
    return metrics.summary(metric, new DescriptiveStatisticsHistogram(SAMPLES));
  }

  void resolved(Resolved event) {
    count(event.state(), events);
    hops.update(event.hops());
    if (event.hops() == 0) {
      straightEvents.inc();
    }
  }

  void countFailed() {
    failedEvents.inc();
  }

  void sent(MessageType type) {
    count(type, messages);
  }

  void sentHere() {
    localMessages.inc();
  }

  void changed(IdentityChange change) {
    count(change.change(), changes);
    if (change.limit() != null) {
      refusals
          .computeIfAbsent(change.limit(), type -> metrics.counter(JobMetric.REFUSED_UNIONS, type))
          .inc();
    }
  }

  private static <K> void count(K one, Map<K, Counter> counters) {
    requireNonNull(counters.get(one)).inc();
  }

  void looped(long ageMs) {
    loopAge.update(ageMs);
  }

  void countUnparked() {
    unparkedMessages.inc();
  }

  void toldDenials() {
    toldDenials.inc();
  }

  void recalled(int denials) {
    recalledDenials.inc(denials);
  }

  /**
   * @param bytes of the profile
   */
  void profile(Profile profile, int bytes) {
    if (!profile.isEmpty()) {
      profileBytes.update(bytes);
      if (profile.isFull()) {
        fullProfiles.inc();
      }
    }
  }
}
