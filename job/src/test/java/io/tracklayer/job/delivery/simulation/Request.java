package io.tracklayer.job.delivery.simulation;

import io.tracklayer.destinations.Verdict;
import io.tracklayer.job.delivery.claim.Effect;
import java.util.List;

/** A request on its way, or at the vendor, whether or not its sender still lives. */
final class Request {

  final DeliveryTask sender;
  final List<Effect.Join> items;
  boolean isAnswered;
  private int settled;

  Request(DeliveryTask sender, List<Effect.Join> items) {
    this.sender = sender;
    this.items = items;
  }

  Pipeline pipeline() {
    return sender.pipeline();
  }

  List<String> claims() {
    return items.stream().map(Effect.Join::claim).toList();
  }

  /** One more of its events has got its fate, in their order. */
  void settledOneMore() {
    settled++;
  }

  boolean isHandled() {
    return settled == items.size();
  }

  List<Effect.Join> unsettled() {
    return items.subList(settled, items.size());
  }

  /** What came back, on its way to the sender. */
  record Answer(Request request, Verdict verdict) {}
}
