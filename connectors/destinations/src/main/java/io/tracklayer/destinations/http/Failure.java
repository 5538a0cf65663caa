package io.tracklayer.destinations.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** The words for the ways in which a request gets no answer. */
final class Failure {

  static final String TOTAL_TIMEOUT = "total_timeout";
  static final String SENDER_CLOSED = "sender_closed";

  private Failure() {}

  static String reason(Throwable failure) {
    if (failure instanceof GuardedDns.RefusedAddressException) {
      return AddressRule.PRIVATE_ADDRESS;
    }
    if (failure instanceof UnknownHostException) {
      return "unknown_host";
    }
    if (failure instanceof ConnectTimeoutException) {
      return "connect_timeout";
    }
    if (failure instanceof ConnectionRequestTimeoutException) {
      return "no_free_connection";
    }
    if (failure instanceof SocketTimeoutException) {
      return "response_timeout";
    }
    if (failure instanceof SSLException) {
      return "tls_failure";
    }
    if (failure instanceof NoRouteToHostException) {
      return "no_route";
    }
    if (failure instanceof ConnectException) {
      return "connection_refused";
    }
    if (failure instanceof MalformedChunkCodingException
        || failure instanceof TruncatedChunkException
        || failure instanceof MessageConstraintException
        || failure instanceof HttpException) {
      return "malformed_response";
    }
    if (failure instanceof ConnectionClosedException
        || failure instanceof NoHttpResponseException
        || failure instanceof RequestNotExecutedException
        || failure instanceof ClosedChannelException
        || failure instanceof CancellationException) {
      return "connection_closed";
    }
    if (failure instanceof SocketException) {
      return "connection_reset";
    }
    return "io_failure";
  }
}
