package io.tracklayer.destinations.http;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Carries requests out. Thread-safe. */
public interface HttpSender extends AutoCloseable {

  /** Never completes exceptionally: a failure is an {@link Answer.NoResponse}. */
  CompletableFuture<Answer> send(HttpCall call);

  /**
   * Opens a connection to where requests for this address would go, and closes it again without
   * sending a request. Never completes exceptionally; succeeds with {@link Answer.Connected}.
   */
  CompletableFuture<Answer> connect(URI uri);

  @Override
  void close();
}
