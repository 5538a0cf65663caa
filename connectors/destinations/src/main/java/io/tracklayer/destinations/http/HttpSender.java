package io.tracklayer.destinations.http;

import java.util.concurrent.CompletableFuture;

/** Carries requests out. Thread-safe. */
public interface HttpSender extends AutoCloseable {

  /** Never completes exceptionally: a failure is an {@link Answer.NoResponse}. */
  CompletableFuture<Answer> send(HttpCall call);

  @Override
  void close();
}
