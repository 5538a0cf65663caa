package io.tracklayer.destinations.datamanager;

import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Keeps the requests; a test answers them, in any order. */
final class FakeSender implements HttpSender {

  final List<HttpCall> calls = new ArrayList<>();
  private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
  boolean closed;

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    calls.add(call);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  @Override
  public CompletableFuture<Answer> connect(URI uri) {
    throw new UnsupportedOperationException();
  }

  void answer(int call, int status, String body) {
    answer(call, new Answer.Response(status, Map.of(), body));
  }

  void answer(int call, Answer answer) {
    answers.get(call).complete(answer);
  }

  String path(int call) {
    return calls.get(call).uri().getPath();
  }

  @Override
  public void close() {
    closed = true;
  }
}
