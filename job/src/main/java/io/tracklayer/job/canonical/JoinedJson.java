package io.tracklayer.job.canonical;

/** Joins two JSON objects with different fields, without parsing either. */
final class JoinedJson {

  private JoinedJson() {}

  static byte[] of(byte[] first, byte[] second) {
    byte[] result = new byte[first.length + second.length - 1];
    System.arraycopy(first, 0, result, 0, first.length - 1);
    result[first.length - 1] = ',';
    System.arraycopy(second, 1, result, first.length, second.length - 1);
    return result;
  }
}
