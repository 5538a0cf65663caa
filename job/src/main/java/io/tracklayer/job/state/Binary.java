package io.tracklayer.job.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.text.UnicodeText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The building blocks of our binary forms: variable-length numbers, texts, collections. */
public final class Binary {

  private Binary() {}

  /** Writes one element of a collection. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one element of a collection. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  /** Writes seven bits in a byte, so that small numbers are short. */
  public static void writeCount(int value, DataOutput out) throws IOException {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  public static int readCount(DataInput in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = in.readByte();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a count longer than five bytes: not written by us");
  }

  public static void writeBytes(byte[] value, DataOutput out) throws IOException {
    writeCount(value.length, out);
    out.write(value);
  }

  public static byte[] readBytes(DataInput in) throws IOException {
    byte[] value = new byte[readCount(in)];
    in.readFully(value);
    return value;
  }

  /** What {@link #writeText} writes for a text, at most. */
  public static int bytesOfText(@Nullable String value) {
    int bytes = value == null ? 0 : UnicodeText.bytes(value);
    return bytesOfCount(bytes + 1) + bytes;
  }

  private static int bytesOfCount(int value) {
    int bytes = 1;
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }

  /** Writes a text of any length, or a single byte for null. */
  public static void writeText(@Nullable String value, DataOutput out) throws IOException {
    if (value == null) {
      writeCount(0, out);
      return;
    }
    byte[] bytes = value.getBytes(UTF_8);
    writeCount(bytes.length + 1, out);
    out.write(bytes);
  }

  /**
   * Reads a text that is never missing.
   *
   * @throws IOException if it is missing: the bytes were not written by us
   */
  public static String readRequiredText(DataInput in) throws IOException {
    String text = readText(in);
    if (text == null) {
      throw new IOException("a text is missing: not written by us");
    }
    return text;
  }

  public static @Nullable String readText(DataInput in) throws IOException {
    int length = readCount(in);
    if (length == 0) {
      return null;
    }
    byte[] bytes = new byte[length - 1];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  public static void writeDecimal(@Nullable BigDecimal value, DataOutput out) throws IOException {
    writeText(value == null ? null : value.toString(), out);
  }

  public static @Nullable BigDecimal readDecimal(DataInput in) throws IOException {
    String text = readText(in);
    return text == null ? null : new BigDecimal(text);
  }

  public static <T> void writeList(List<T> values, Writer<T> writer, DataOutput out)
      throws IOException {
    writeCount(values.size(), out);
    for (T value : values) {
      writer.write(value, out);
    }
  }

  public static <T> List<T> readList(Reader<T> reader, DataInput in) throws IOException {
    int size = readCount(in);
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  public static <T> void writeMap(Map<String, T> values, Writer<T> writer, DataOutput out)
      throws IOException {
    writeCount(values.size(), out);
    for (Map.Entry<String, T> entry : values.entrySet()) {
      writeText(entry.getKey(), out);
      writer.write(entry.getValue(), out);
    }
  }

  /** Reads a map in the order in which it was written. */
  public static <T> Map<String, T> readMap(Reader<T> reader, DataInput in) throws IOException {
    int size = readCount(in);
    Map<String, T> values = new LinkedHashMap<>(size * 2);
    for (int i = 0; i < size; i++) {
      String key = readRequiredText(in);
      values.put(key, reader.read(in));
    }
    return values;
  }

  /** Writes the constant's name, so constants may be reordered but never renamed. */
  public static void writeEnum(Enum<?> value, DataOutput out) throws IOException {
    writeText(value.name(), out);
  }

  public static <E extends Enum<E>> E readEnum(Class<E> type, DataInput in) throws IOException {
    return Enum.valueOf(type, readRequiredText(in));
  }
}
