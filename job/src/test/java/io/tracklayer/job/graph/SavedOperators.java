package io.tracklayer.job.graph;

import java.util.List;
import java.util.Set;

/** What the kept savepoint is of. An operator with state is added by its line here. */
final class SavedOperators {

  static final List<SavedOperator<?>> ALL = List.of(new SavedRecognise(), new SavedForest());

  /** With state, and not in the savepoint yet. */
  static final Set<String> AWAITED =
      Set.of(
          "copies",
          "event-id-owners",
          "deliver-crm-select",
          "deliver-crm-gate",
          "deliver-crm-delivery");

  private SavedOperators() {}
}
