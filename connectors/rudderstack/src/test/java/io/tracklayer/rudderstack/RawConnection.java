package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tracklayer.rudderstack.testing.Configs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;

/** A connection to the receiver by hand, for behaviour that no HTTP client has. */
final class RawConnection implements AutoCloseable {

  /** The request line and the headers for production's endpoint. */
  static final String AUTHORISED = request(Configs.PATH, "secret of production");

  private final Socket socket;

  RawConnection(int port) {
    try {
      socket = new Socket("localhost", port);
      socket.setSoTimeout(30_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String request(String path, String secret) {
    return """
        POST %s HTTP/1.1\r
        Host: localhost\r
        X-TrackLayer-Account: acct_live_123\r
        X-TrackLayer-Environment: production\r
        X-TrackLayer-Secret: %s\r
        """
        .formatted(path, secret);
  }

  RawConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** False once the other side accepts no more. */
  boolean trySend(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Everything received until the other side ends the connection. */
  String readToEnd() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        read.write(b);
      }
    } catch (SocketException e) {
      // The connection was reset, which also ends it.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
