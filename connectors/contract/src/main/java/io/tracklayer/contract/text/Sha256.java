package io.tracklayer.contract.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256, of text in its UTF-8 form, by default as 64 lower-case hex digits.
 *
 * <p>Not thread-safe: one is made for the hashes of one event.
 */
public final class Sha256 {

  /** The length of a hash, in hex digits. */
  public static final int HEX_LENGTH = 64;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(UTF_8);

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash itself, 32 bytes. */
  public byte[] hash(String text) {
    return hash(text.getBytes(UTF_8));
  }

  /** The hash of these bytes, 32 bytes. */
  public byte[] hash(byte[] bytes) {
    return digest.digest(bytes);
  }

  /** The hex digits as ASCII bytes. */
  public byte[] hexBytes(String text) {
    byte[] hash = hash(text);
    byte[] hex = new byte[HEX_LENGTH];
    for (int i = 0; i < hash.length; i++) {
      hex[2 * i] = DIGITS[(hash[i] >> 4) & 0xF];
      hex[2 * i + 1] = DIGITS[hash[i] & 0xF];
    }
    return hex;
  }

  public String hex(String text) {
    return new String(hexBytes(text), UTF_8);
  }
}
