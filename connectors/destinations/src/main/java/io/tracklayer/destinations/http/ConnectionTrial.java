package io.tracklayer.destinations.http;

import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Opens a connection, with TLS for https, and closes it again: whether a host is there can be found
 * out without sending it anything. Blocks for as long as the look-up and twice the time-out.
 *
 * <p>Thread-safe.
 */
final class ConnectionTrial {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final DnsResolver dns;
  private final int timeoutMs;

  ConnectionTrial(DnsResolver dns, Duration timeout) {
    this.dns = dns;
    timeoutMs = Math.toIntExact(timeout.toMillis());
  }

  /**
   * Never throws: a failure is an {@link Answer.NoResponse}.
   *
   * @param uri with a host; https or else http
   */
  // Whatever is thrown says that there is no connection.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  Answer of(URI uri) {
    try {
      connect(uri);
      return new Answer.Connected();
    } catch (SocketTimeoutException e) {
      return new Answer.NoResponse(Reason.CONNECT_TIMEOUT);
    } catch (IOException | RuntimeException e) {
      return new Answer.NoResponse(Failure.reason(e));
    }
  }

  private void connect(URI uri) throws IOException {
    boolean isSecure = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
    String host = uri.getHost();
    int usualPort = isSecure ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() < 0 ? usualPort : uri.getPort();
    try (Socket socket = open(host, port)) {
      if (isSecure) {
        shakeHands(socket, host, port);
      }
    }
  }

  /** To the first of the host's addresses that accepts a connection. */
  private Socket open(String host, int port) throws IOException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    IOException failure = new IOException("no address");
    for (InetAddress address : dns.resolve(name)) {
      Socket socket = new Socket();
      try {
        socket.setSoTimeout(timeoutMs);
        socket.connect(new InetSocketAddress(address, port), timeoutMs);
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  /** Verifies the certificate and its host name. */
  private static void shakeHands(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }
}
