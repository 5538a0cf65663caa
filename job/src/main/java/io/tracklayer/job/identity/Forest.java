package io.tracklayer.job.identity;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.CanonicalWriter;
import io.tracklayer.job.intake.Draft;
import io.tracklayer.job.serde.CodecTypeInfo;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by node. Keeps the profile of its node, adds each event to it, and sends the event on,
 * enriched with all that the profile knows.
 *
 * <p>An event without identifier gets no profile and leaves no state.
 */
public final class Forest extends KeyedProcessFunction<NodeId, Draft, CanonicalRecord> {

  private static final long serialVersionUID = 1L;

  private final ConsentConfig consent;

  private transient ValueState<Profile> profiles;
  private transient CanonicalWriter writer;
  private transient Map<IdentityState, Counter> events;

  public Forest(ConsentConfig consent) {
    this.consent = consent;
  }

  @Override
  public void open(OpenContext context) {
    profiles =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "profile", new CodecTypeInfo<>(Profile.class, new ProfileCodec())));
    writer = new CanonicalWriter(consent);
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("tracklayer");
    events = new EnumMap<>(IdentityState.class);
    for (IdentityState state : IdentityState.values()) {
      events.put(state, metrics.addGroup("identity_state", state.text()).counter("events"));
    }
  }

  @Override
  public void processElement(Draft draft, Context context, Collector<CanonicalRecord> out)
      throws Exception {
    Profile profile = draft.anchor().standsForIdentifier() ? profiles.value() : null;
    IdentityRule.Resolved resolved =
        IdentityRule.apply(profile == null ? Profile.EMPTY : profile, draft);
    if (draft.anchor().standsForIdentifier()) {
      profiles.update(resolved.profile());
    }
    events.get(resolved.state()).inc();
    if (draft.name() != null) {
      out.collect(canonical(draft, resolved));
    }
  }

  private CanonicalRecord canonical(Draft draft, IdentityRule.Resolved resolved) {
    return new CanonicalRecord(
        draft.eventId(),
        draft.messageId(),
        draft.name(),
        draft.account(),
        draft.environment(),
        resolved.profile().profileId().orElse(null),
        draft.businessKey(),
        draft.receivedAt(),
        writer.write(draft, resolved.profile(), resolved.state()));
  }
}
