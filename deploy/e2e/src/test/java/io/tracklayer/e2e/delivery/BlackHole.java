package io.tracklayer.e2e.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accepts every connection, and never answers. */
final class BlackHole implements AutoCloseable {

  private static final int BACKLOG = 100;

  private final ServerSocket server;
  private final Queue<Socket> swallowed = new ConcurrentLinkedQueue<>();

  BlackHole() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::swallow, "black-hole");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return swallowed.size();
  }

  private void swallow() {
    while (!server.isClosed()) {
      try {
        swallowed.add(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : swallowed) {
      socket.close();
    }
  }
}
