package io.tracklayer.rudderstack.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Decodes the content coding of a body, up to a limit on the decoded size. */
enum BodyDecoder {
  IDENTITY {
    @Override
    Body decode(byte[] body, int maxBytes) {
      return body.length > maxBytes ? new Body.TooLarge() : new Body.Whole(body);
    }
  },

  GZIP {
    @Override
    Body decode(byte[] body, int maxBytes) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), CHUNK)) {
        byte[] bytes = in.readNBytes(maxBytes);
        return in.read() < 0 ? new Body.Whole(bytes) : new Body.TooLarge();
      } catch (ZipException | EOFException e) {
        return new Body.NotGzip();
      } catch (IOException e) {
        throw new UncheckedIOException("an array was read", e);
      }
    }
  };

  private static final int CHUNK = 16 * 1024;

  /**
   * @param encoding the Content-Encoding header, if there is one
   * @return null for an encoding that is not supported
   */
  static @Nullable BodyDecoder of(@Nullable String encoding) {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      default -> null;
    };
  }

  abstract Body decode(byte[] body, int maxBytes);
}
