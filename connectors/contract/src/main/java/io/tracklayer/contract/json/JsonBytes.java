package io.tracklayer.contract.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a generator writes. Most values fit into its buffer and arrive in one piece, which
 * is copied only once.
 */
public final class JsonBytes extends OutputStream {

  private byte[] first = {};
  private @Nullable ByteArrayOutputStream all;

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) {
    if (first.length == 0) {
      first = Arrays.copyOfRange(bytes, start, start + length);
      return;
    }
    if (all == null) {
      all = new ByteArrayOutputStream(4 * first.length);
      all.writeBytes(first);
    }
    all.write(bytes, start, length);
  }

  /** All of it; not to be changed. */
  public byte[] bytes() {
    return all == null ? first : all.toByteArray();
  }
}
