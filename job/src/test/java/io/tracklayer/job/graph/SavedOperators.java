package io.tracklayer.job.graph;

import io.tracklayer.job.delivery.SavedDelivery;
import io.tracklayer.job.state.SavedOperator;
import java.util.List;

/**
 * The operators whose state is in the kept savepoint. An operator with state is added by a line
 * here.
 */
public final class SavedOperators {

  public static final List<SavedOperator<?>> ALL =
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
