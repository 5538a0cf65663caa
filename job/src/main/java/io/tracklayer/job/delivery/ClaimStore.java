package io.tracklayer.job.delivery;

import io.tracklayer.job.copies.ClaimKey;
import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimCodec;
import io.tracklayer.job.delivery.claim.ClaimRules;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.ExpiringState;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one delivery subtask, in keyed state, each in one of three places. An open claim,
 * of which a copy waits, is never forgotten, and is found without going through the others. A claim
 * that is done is forgotten after its window.
 */
@FlinkShell
final class ClaimStore {

  private static final String OPEN = "open-claims";

  private final ValueStateDescriptor<Claim> openDescriptor = descriptor(OPEN);
  private final KeyedStateBackend<String> backend;
  private final ValueState<Claim> open;
  private final ValueState<Claim> doneOfBusinessKeys;
  private final ValueState<Claim> doneOfEvents;
  private final PendingAges ages = new PendingAges();

  ClaimStore(
      StateInitializationContext context, KeyedStateBackend<String> backend, ClaimTerms terms) {
    this.backend = backend;
    open = context.getKeyedStateStore().getState(openDescriptor);
    doneOfBusinessKeys =
        context
            .getKeyedStateStore()
            .getState(expiring("done-claims-of-business-keys", terms.longestWindow()));
    doneOfEvents =
        context
            .getKeyedStateStore()
            .getState(expiring("done-claims-of-events", terms.deliveryWindow()));
  }

  private static ValueStateDescriptor<Claim> descriptor(String name) {
    return new ValueStateDescriptor<>(name, new CodecTypeInfo<>(Claim.class, new ClaimCodec()));
  }

  private static ValueStateDescriptor<Claim> expiring(String name, Duration window) {
    ValueStateDescriptor<Claim> descriptor = descriptor(name);
    descriptor.enableTimeToLive(ExpiringState.after(window));
    return descriptor;
  }

  /** Counts what a restored state holds; to be called once, before anything is put. */
  void countWhatIsOpen() throws Exception {
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        openDescriptor,
        (String key, ValueState<Claim> state) -> ages.change(null, state.value()));
  }

  /** None if nothing is known of the claim. Makes the claim the current key. */
  @Nullable Claim get(String claim) throws Exception {
    backend.setCurrentKey(claim);
    Claim found = open.value();
    return found != null ? found : done(claim).value();
  }

  /**
   * Keeps the claim. Makes it the current key.
   *
   * @param before what {@link #get} returned
   * @param after none to forget the claim
   */
  void put(String claim, @Nullable Claim before, @Nullable Claim after) throws Exception {
    backend.setCurrentKey(claim);
    boolean wasOpen = before != null && before.isOpen();
    boolean isOpen = after != null && after.isOpen();
    if (isOpen) {
      open.update(after);
    } else if (wasOpen) {
      open.clear();
    }
    if (!isOpen && after != null) {
      done(claim).update(after);
    } else if (before != null && !wasOpen) {
      done(claim).clear();
    }
    ages.change(before, after);
  }

  /**
   * Takes in an outcome that is read back.
   *
   * @return what was known before of the claim that it is of; none if nothing was
   */
  @Nullable Claim recall(PastOutcome past) throws Exception {
    Claim before = get(past.home());
    putIfChanged(past.home(), before, ClaimRules.recall(before, past));
    return ClaimRules.known(before, past);
  }

  /** Takes in only what such an outcome says of the claim. */
  void recallClaim(PastOutcome past) throws Exception {
    Claim before = get(past.home());
    putIfChanged(past.home(), before, ClaimRules.recallClaim(before, past));
  }

  /** Most of what is read back after a checkpoint is in it. */
  private void putIfChanged(String claim, @Nullable Claim before, Claim after) throws Exception {
    if (!after.equals(before)) {
      put(claim, before, after);
    }
  }

  private ValueState<Claim> done(String claim) {
    return ClaimKey.hasBusinessKey(claim) ? doneOfBusinessKeys : doneOfEvents;
  }

  /** The keys of all open claims, read lazily; to be closed. */
  Stream<String> openClaims() {
    return backend.getKeys(OPEN, VoidNamespace.INSTANCE);
  }

  PendingAges ages() {
    return ages;
  }
}
