package io.tracklayer.destinations.http;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads at most {@link #MAX_BODY} bytes of one answer, both on the wire and after decompression. A
 * longer body is cut by ending the connection, so a gzip bomb never unpacks.
 *
 * <p>The library is told of the answer when the exchange is over and the connection is back in the
 * pool, not as soon as it is read. A future that completes earlier makes the thread that has just
 * sent the request cancel it ({@code ComplexFuture.setDependency}), which closes the connection,
 * and lets the next request find an empty pool.
 *
 * <p>Used by one I/O thread at a time; {@link #answer} and {@link #releaseResources} by any.
 */
final class ResponseReader implements AsyncResponseConsumer<Answer.Response> {

  static final int MAX_BODY = 64 * 1024;

  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_CLIENT_ERROR = 400;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private int status;
  private Map<String, String> headers = Map.of();
  private @Nullable FutureCallback<Answer.Response> result;
  private volatile Answer.@Nullable Response answer;

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Answer.Response> callback)
      throws IOException {
    status = response.getCode();
    Map<String, String> found = new TreeMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue() == null ? "" : header.getValue();
      found.merge(header.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b);
    }
    headers = found;
    result = callback;
    if (entity == null) {
      end();
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer source) throws IOException {
    int room = MAX_BODY - body.size();
    int taken = Math.min(room, source.remaining());
    byte[] chunk = new byte[taken];
    source.get(chunk);
    body.write(chunk, 0, taken);
    if (source.hasRemaining()) {
      answer = response();
      throw new IOException("the answer is longer than " + MAX_BODY + " bytes");
    }
  }

  @Override
  public void streamEnd(List<? extends Header> trailers) throws IOException {
    end();
  }

  /**
   * When a redirect arrives before the whole request is out, the library sends no more of it, yet
   * waits for its end, and the pool is short of one connection for good; so each of them ends its
   * connection.
   */
  private void end() throws IOException {
    answer = response();
    if (status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR) {
      throw new IOException("the answer is a redirect");
    }
  }

  /** Empty until all of it is read that will be. */
  Optional<Answer.Response> answer() {
    return Optional.ofNullable(answer);
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void failed(Exception cause) {}

  /** The library calls this last, whether the exchange failed or not. */
  @Override
  public void releaseResources() {
    Answer.Response read = answer;
    if (read != null) {
      requireNonNull(result).completed(read);
    }
  }

  private Answer.Response response() {
    byte[] raw = body.toByteArray();
    String encoding = headers.getOrDefault("content-encoding", "identity");
    byte[] plain =
        switch (encoding.toLowerCase(Locale.ROOT)) {
          case "identity", "" -> raw;
          case "gzip", "x-gzip" -> unzip(raw);
          default -> new byte[0];
        };
    return new Answer.Response(status, headers, new String(plain, StandardCharsets.UTF_8));
  }

  private static byte[] unzip(byte[] raw) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(1024);
    byte[] buffer = new byte[4096];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      int n = in.read(buffer);
      while (n >= 0 && plain.size() < MAX_BODY) {
        plain.write(buffer, 0, Math.min(n, MAX_BODY - plain.size()));
        n = in.read(buffer);
      }
    } catch (IOException e) {
      // Whatever was readable before the damage, or before our own cut, is the answer.
      return plain.toByteArray();
    }
    return plain.toByteArray();
  }
}
