package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.DeliveryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The deliveries topic with one partition, in memory. */
final class FakeOutcomeLog implements OutcomeLog {

  private final List<DeliveryRecord> outcomes = new ArrayList<>();

  void publish(List<DeliveryRecord> records) {
    outcomes.addAll(records);
  }

  @Override
  public Map<Integer, Long> end() {
    return Map.of(0, (long) outcomes.size());
  }

  @Override
  public Map<Integer, Long> at(Instant time) {
    long before = outcomes.stream().filter(outcome -> outcome.at().isBefore(time)).count();
    return Map.of(0, before);
  }

  @Override
  public long scan(Map<Integer, Long> from, Visitor visitor) throws Exception {
    long start = from.getOrDefault(0, 0L);
    for (DeliveryRecord outcome : outcomes.subList((int) start, outcomes.size())) {
      visitor.visit(outcome);
    }
    return outcomes.size() - start;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
