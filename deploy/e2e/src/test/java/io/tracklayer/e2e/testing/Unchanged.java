package io.tracklayer.e2e.testing;

import java.util.List;
import java.util.concurrent.Callable;

/** Whether topics are as large as they were a moment ago, all of them, several times in a row. */
public final class Unchanged implements Callable<Boolean> {

  private static final int TIMES = 3;

  private final List<Topic> topics;
  private List<Long> sizes = List.of();
  private int times;

  public Unchanged(Topic... topics) {
    this.topics = List.of(topics);
  }

  @Override
  public Boolean call() {
    List<Long> now = topics.stream().map(Topic::size).toList();
    times = now.equals(sizes) ? times + 1 : 0;
    sizes = now;
    return times >= TIMES;
  }
}
