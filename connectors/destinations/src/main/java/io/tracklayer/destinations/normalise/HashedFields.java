package io.tracklayer.destinations.normalise;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields whose values are hashed. Each value is first brought into its normal form; a value
 * without one is left out, and a value already hashed is passed on.
 *
 * <p>Not thread-safe: one is made for each event.
 */
public final class HashedFields {

  private final JsonGenerator json;
  private final Sha256 sha256 = new Sha256();

  public HashedFields(JsonGenerator json) {
    this.json = json;
  }

  /**
   * The normal form of one value, if it has one.
   *
   * @param normaliser gives the normal form, or null for a value that has none
   */
  public static @Nullable String normal(@Nullable String value, UnaryOperator<String> normaliser) {
    return value == null || value.isBlank() ? null : normaliser.apply(value);
  }

  /** The distinct normal forms of several values, in order. */
  public static List<String> normals(List<String> values, UnaryOperator<String> normaliser) {
    List<String> normals = new ArrayList<>(values.size());
    for (String value : values) {
      String normal = normal(value, normaliser);
      if (normal != null && !normals.contains(normal)) {
        normals.add(normal);
      }
    }
    return normals;
  }

  /**
   * Writes one value.
   *
   * @param normaliser see {@link #normal}
   * @return whether it was written
   */
  public boolean single(String field, @Nullable String value, UnaryOperator<String> normaliser)
      throws IOException {
    return single(field, normal(value, normaliser));
  }

  /** Writes one value that is already in its normal form. */
  public boolean single(String field, @Nullable String normal) throws IOException {
    if (normal == null) {
      return false;
    }
    json.writeFieldName(field);
    writeHash(normal);
    return true;
  }

  /** Writes the distinct normal forms of several values as a list, in order. */
  public boolean list(String field, List<String> values, UnaryOperator<String> normaliser)
      throws IOException {
    return list(field, normals(values, normaliser));
  }

  /** The same for values already in their normal form. */
  public boolean list(String field, List<String> normals) throws IOException {
    if (normals.isEmpty()) {
      return false;
    }
    json.writeArrayFieldStart(field);
    for (String normal : normals) {
      writeHash(normal);
    }
    json.writeEndArray();
    return true;
  }

  /** Writes one value as a list of one. */
  public boolean listOfOne(String field, @Nullable String value, UnaryOperator<String> normaliser)
      throws IOException {
    return value != null && list(field, List.of(value), normaliser);
  }

  private void writeHash(String normal) throws IOException {
    if (HashedValue.is(normal)) {
      json.writeString(normal);
    } else {
      json.writeRawUTF8String(sha256.hexBytes(normal), 0, Sha256.HEX_LENGTH);
    }
  }
}
