package io.tracklayer.rudderstack;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body within its limits: size after decompression, and time. What is over the
 * limit is still read for a while and thrown away, since a sender that is cut off while it writes
 * sees a broken connection in place of the answer.
 */
final class BodyReader {

  sealed interface Body {

    record Whole(byte[] bytes) implements Body {}

    record TooLarge() implements Body {}

    /** Said to be gzip, but is not. */
    record NotGzip() implements Body {}

    record UnknownEncoding() implements Body {}

    /** The sender took longer than the request may last. */
    record TooSlow() implements Body {}
  }

  /** So much is read of what is not wanted, compressed or not. */
  private static final int MAX_DRAINED = 16 * 1024 * 1024;

  private static final int CHUNK = 16 * 1024;

  private final InputStream in;
  private final int maxBytes;
  private final long deadline;

  private BodyReader(InputStream in, int maxBytes, Duration time) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /**
   * @param encoding the Content-Encoding header, if there is one
   * @throws IOException when the connection broke
   */
  static Body read(InputStream in, @Nullable String encoding, int maxBytes, Duration time)
      throws IOException {
    BodyReader reader = new BodyReader(in, maxBytes, time);
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> reader.read(in);
      case "gzip", "x-gzip" -> reader.readGzip();
      default -> reader.drain() ? new Body.UnknownEncoding() : new Body.TooSlow();
    };
  }

  /** Reads a body that nobody wants. */
  static void discard(InputStream in, Duration time) throws IOException {
    new BodyReader(in, 0, time).drain();
  }

  private Body readGzip() throws IOException {
    Body body;
    try {
      // An endless stream of empty members would be small for ever: count what comes in, too.
      body = read(new GZIPInputStream(new Capped(in, maxBytes), CHUNK));
    } catch (ZipException | EOFException e) {
      body = new Body.NotGzip();
    } catch (CapExceeded e) {
      body = new Body.TooLarge();
    }
    return drain() ? body : new Body.TooSlow();
  }

  private Body read(InputStream source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    for (int n = source.read(chunk); n >= 0; n = source.read(chunk)) {
      if (isLate()) {
        return new Body.TooSlow();
      }
      if (bytes.size() + n > maxBytes) {
        return drain() ? new Body.TooLarge() : new Body.TooSlow();
      }
      bytes.write(chunk, 0, n);
    }
    return new Body.Whole(bytes.toByteArray());
  }

  /** False when the time ran out. */
  private boolean drain() throws IOException {
    byte[] chunk = new byte[CHUNK];
    int drained = 0;
    for (int n = in.read(chunk); n >= 0 && drained <= MAX_DRAINED; n = in.read(chunk)) {
      if (isLate()) {
        return false;
      }
      drained += n;
    }
    return true;
  }

  private boolean isLate() {
    return System.nanoTime() - deadline > 0;
  }

  private static final class CapExceeded extends IOException {}

  private static final class Capped extends InputStream {

    private final InputStream in;
    private long left;

    private Capped(InputStream in, long most) {
      this.in = in;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      return b < 0 ? b : counted(1, b);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      return n < 0 ? n : counted(n, n);
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    private int counted(int n, int result) throws CapExceeded {
      left -= n;
      if (left < 0) {
        throw new CapExceeded();
      }
      return result;
    }
  }
}
