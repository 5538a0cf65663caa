package io.tracklayer.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The standard output of this process, which does not go on once nobody takes it any more. Java's
 * own writers note a failure and work on.
 */
public final class StandardOutput extends OutputStream {

  private final OutputStream out;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Flushed after each line. */
  public static PrintWriter writer() {
    return writer(new FileOutputStream(FileDescriptor.out));
  }

  static PrintWriter writer(OutputStream out) {
    return new PrintWriter(
        new OutputStreamWriter(new StandardOutput(out), StandardCharsets.UTF_8), true);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * @throws ClosedPipe when the reader is gone
   * @throws UncheckedIOException when the output cannot be written for another reason
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
        throw new ClosedPipe(e);
      }
      throw new UncheckedIOException("the output could not be written: " + e.getMessage(), e);
    }
  }
}
