package io.tracklayer.job.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * The binary form of one type, for the network and for state. Every version that was ever released
 * stays readable.
 *
 * @param <T> an immutable type
 */
public interface Codec<T> extends Serializable {

  /**
   * Names this codec in savepoints, and so can never change: short, lower-case, words joined by
   * hyphens. See {@link CodecRegistry}.
   */
  String id();

  /**
   * The version that {@link #write} writes, 1 to 255. It is part of every value, so that old state
   * is read as it is.
   */
  int version();

  void write(T value, DataOutput out) throws IOException;

  /**
   * @param version the version that the value was written with
   */
  T read(int version, DataInput in) throws IOException;

  /** Writes one version byte, then calls {@link #write}. */
  default void writeVersioned(T value, DataOutput out) throws IOException {
    out.writeByte(version());
    write(value, out);
  }

  /**
   * Reads what {@link #writeVersioned} wrote, in this release or an earlier one.
   *
   * @throws IOException if a later release wrote it, whose form this one does not know
   */
  default T readVersioned(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version < 1 || version > version()) {
      throw new IOException(
          "the codec "
              + id()
              + " reads versions up to "
              + version()
              + ", this is "
              + version
              + ": written by a later release, or not by us");
    }
    return read(version, in);
  }
}
