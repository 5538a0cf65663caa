package io.tracklayer.job.graph;

import io.tracklayer.job.delivery.SavedDelivery;
import java.util.List;

/** What the kept savepoint is of. An operator with state is added by its line here. */
final class SavedOperators {

  static final List<SavedOperator<?>> ALL =
      List.of(
          new SavedRecognise(),
          new SavedForest(),
          new SavedCheckouts(),
          new SavedOwners(),
          new SavedCopies(),
          new SavedSelect(),
          new SavedGate(),
          new SavedDelivery());

  private SavedOperators() {}
}
