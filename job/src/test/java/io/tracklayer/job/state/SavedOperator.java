package io.tracklayer.job.state;

import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * An operator whose state is in the kept savepoint: how it gets its state, and how it shows that it
 * has it again.
 *
 * @param <H> the harness that the operator runs in
 */
public interface SavedOperator<H extends AbstractStreamOperatorTestHarness<?>> {

  /** In the job's graph. */
  String uid();

  /** A new one, not opened yet. */
  H harness() throws Exception;

  /** Lets an operator come by a little of each state that it has. */
  void fill(H operator) throws Exception;

  /** Asserts of a restored operator, by what it does, that it remembers all that it was told. */
  void check(H operator) throws Exception;
}
