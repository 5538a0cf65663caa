package io.tracklayer.local.run;

import io.tracklayer.contract.config.sections.BootstrapServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of localhost. */
final class Ports {

  private Ports() {}

  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }

  /**
   * Reports a port in use before a server does, in the same words for every server.
   *
   * @param port 0 counts as free
   * @param option the option for choosing another port
   */
  static void requireFree(String what, int port, String option) throws StartFailure {
    if (port < 0 || port > BootstrapServers.MAX_PORT) {
      throw new StartFailure(
          option + " must be a number from 0 to " + BootstrapServers.MAX_PORT, null);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port));
    } catch (IOException e) {
      throw new StartFailure(
          "port "
              + port
              + " for "
              + what
              + " is in use; choose another with "
              + option
              + " (0 for any free port)",
          e);
    }
  }
}
