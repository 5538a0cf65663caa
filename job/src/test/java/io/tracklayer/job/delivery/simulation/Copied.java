package io.tracklayer.job.delivery.simulation;

import io.tracklayer.job.state.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Copies state as a checkpoint does, by its binary form. */
final class Copied {

  private Copied() {}

  static <T> T of(T value, Codec<T> codec) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      codec.writeVersioned(value, new DataOutputStream(bytes));
      return codec.readVersioned(
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
