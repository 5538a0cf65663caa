package io.tracklayer.local.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Answers every request with 200 as soon as it has read it. */
final class PromptEndpoint {

  private static final int THREADS = 2;
  private static final int NO_BODY = -1;

  private final HttpServer server;

  private PromptEndpoint(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of this machine; it runs until the process ends. */
  static PromptEndpoint start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", PromptEndpoint::answer);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.start();
    return new PromptEndpoint(server);
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, NO_BODY);
    }
  }
}
