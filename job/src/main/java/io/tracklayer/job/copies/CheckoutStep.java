package io.tracklayer.job.copies;

import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.ExpiringState;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Keyed by {@link #key}. Ties purchases to their checkouts, as {@link CheckoutTie} says. */
@FlinkShell
public final class CheckoutStep extends RememberingStep {

  private static final long serialVersionUID = 1L;

  private transient ValueState<String> claim;
  private transient ValueState<String> order;

  // Flink calls initializeState, then open, and only then passes elements.
  @SuppressWarnings("NullAway.Init")
  public CheckoutStep(RecordLog.Opener canonical, Duration window) {
    super(canonical, window);
  }

  /** Whether an event passes this step at all. */
  public static boolean applies(MarkedEvent marked) {
    return MarkedEvent.checkoutKey(marked.event()) != null;
  }

  /** The key of an event that passes this step. */
  public static @Nullable String key(MarkedEvent marked) {
    return MarkedEvent.checkoutKey(marked.event());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    claim = context.getKeyedStateStore().getState(text("claim"));
    order = context.getKeyedStateStore().getState(text("order"));
  }

  private ValueStateDescriptor<String> text(String name) {
    StateTtlConfig ttl = ExpiringState.after(window());
    ValueStateDescriptor<String> descriptor = new ValueStateDescriptor<>(name, Types.STRING);
    descriptor.enableTimeToLive(ttl);
    return descriptor;
  }

  @Override
  @Nullable String key(CanonicalHeader header) {
    return header.checkout();
  }

  @Override
  void learn(CanonicalHeader header) throws Exception {
    keep(CheckoutTie.learn(known(), header));
  }

  @Override
  public void processElement(StreamRecord<MarkedEvent> element) throws Exception {
    MarkedEvent marked = element.getValue();
    CheckoutTie.Ruling ruling =
        CheckoutTie.judge(known(), marked.claim(), MarkedEvent.orderClaim(marked.event()));
    keep(ruling.known());
    output.collect(new StreamRecord<>(marked.tied(ruling)));
  }

  private CheckoutTie.@Nullable Known known() throws Exception {
    String of = claim.value();
    return of == null ? null : new CheckoutTie.Known(of, order.value());
  }

  private void keep(CheckoutTie.Known known) throws Exception {
    claim.update(known.claim());
    order.update(known.order());
  }
}
