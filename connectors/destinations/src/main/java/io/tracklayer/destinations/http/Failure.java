package io.tracklayer.destinations.http;

import io.tracklayer.contract.reason.Reason;
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

/** Finds the reason why a request got no answer. */
final class Failure {

  private Failure() {}

  static Reason reason(Throwable failure) {
    if (failure instanceof GuardedDns.RefusedAddressException) {
      return Reason.PRIVATE_ADDRESS;
    }
    if (failure instanceof UnknownHostException) {
      return Reason.UNKNOWN_HOST;
    }
    if (failure instanceof ConnectTimeoutException) {
      return Reason.CONNECT_TIMEOUT;
    }
    if (failure instanceof ConnectionRequestTimeoutException) {
      return Reason.NO_FREE_CONNECTION;
    }
    if (failure instanceof SocketTimeoutException) {
      return Reason.RESPONSE_TIMEOUT;
    }
    if (failure instanceof SSLException) {
      return Reason.TLS_FAILURE;
    }
    if (failure instanceof NoRouteToHostException) {
      return Reason.NO_ROUTE;
    }
    if (failure instanceof ConnectException) {
      return Reason.CONNECTION_REFUSED;
    }
    if (failure instanceof MalformedChunkCodingException
        || failure instanceof TruncatedChunkException
        || failure instanceof MessageConstraintException
        || failure instanceof HttpException) {
      return Reason.MALFORMED_RESPONSE;
    }
    if (failure instanceof ConnectionClosedException
        || failure instanceof NoHttpResponseException
        || failure instanceof RequestNotExecutedException
        || failure instanceof ClosedChannelException
        || failure instanceof CancellationException) {
      return Reason.CONNECTION_CLOSED;
    }
    if (failure instanceof SocketException) {
      return Reason.CONNECTION_RESET;
    }
    return Reason.IO_FAILURE;
  }
}
