package io.tracklayer.local.identity;

import java.util.concurrent.Callable;

/** Whether a topic is as large as it was a moment ago, several times in a row. */
final class Unchanged implements Callable<Boolean> {

  private static final int TIMES = 3;

  private final Topic topic;
  private long size = -1;
  private int times;

  Unchanged(Topic topic) {
    this.topic = topic;
  }

  @Override
  public Boolean call() {
    long now = topic.size();
    times = now == size ? times + 1 : 0;
    size = now;
    return times >= TIMES;
  }
}
