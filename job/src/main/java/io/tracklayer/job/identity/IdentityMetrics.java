package io.tracklayer.job.identity;

import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.Resolved;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of one subtask of the forest, under {@code tracklayer}. */
@FlinkShell
final class IdentityMetrics {

  private static final int SAMPLES = 10_000;

  private final MetricGroup group;
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
  IdentityMetrics(MetricGroup parent, Gauge<Integer> parked, Gauge<Long> parkedAge) {
    group = parent.addGroup("tracklayer");
    for (IdentityState state : IdentityState.values()) {
      events.put(state, group.addGroup("identity_state", state.text()).counter("events"));
    }
    for (MessageType type : MessageType.values()) {
      messages.put(type, group.addGroup("loop_message", type.text()).counter("sent"));
    }
    for (IdentityChange.ChangeType change : IdentityChange.ChangeType.values()) {
      changes.put(change, group.addGroup("identity_change", change.text()).counter("changes"));
    }
    straightEvents = group.counter("straight_events");
    failedEvents = group.counter("failed_events");
    localMessages = group.counter("local_messages");
    unparkedMessages = group.counter("unparked_messages");
    group.gauge("parked_messages", parked);
    group.gauge("parked_age_ms", parkedAge);
    toldDenials = group.counter("told_denials");
    recalledDenials = group.counter("recalled_denials");
    hops = histogram("hops");
    loopAge = histogram("loop_age_ms");
    profileBytes = histogram("profile_bytes");
    fullProfiles = group.counter("full_profiles");
  }

  private Histogram histogram(String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(SAMPLES));
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
          .computeIfAbsent(
              change.limit(), type -> group.addGroup("refused_by", type).counter("refusals"))
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
