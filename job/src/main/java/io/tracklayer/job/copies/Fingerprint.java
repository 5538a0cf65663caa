package io.tracklayer.job.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * 128 bits of a SHA-256 over several texts, each with its length in front, so that text cannot move
 * from one to the next unnoticed.
 */
final class Fingerprint {

  private static final int BYTES = 16;

  private Fingerprint() {}

  /** 32 hexadecimal digits. */
  static String of(String... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      all.writeBytes(bytes);
    }
    return HexFormat.of().formatHex(new Sha256().hash(all.toByteArray()), 0, BYTES);
  }
}
