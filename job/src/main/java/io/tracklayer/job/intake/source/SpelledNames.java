package io.tracklayer.job.intake.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks up fields by their names in whatever spelling, as {@link FieldName} compares them. A look
 * allocates nothing, since it is taken at every field of every event.
 */
public final class SpelledNames<T> {

  private static final int FREE_FOR_EACH = 4;

  /** Null where there is none; each name is at its hash, or behind that. */
  private final @Nullable FieldName[] names;

  private final int[] places;
  private final List<T> values = new ArrayList<>();
  private final int mask;

  /**
   * @param byName by names that differ in more than their spelling
   */
  public SpelledNames(Map<String, T> byName) {
    int size = 2 * FREE_FOR_EACH * Integer.highestOneBit(Math.max(1, byName.size()));
    names = new FieldName[size];
    places = new int[size];
    mask = size - 1;
    byName.forEach(this::put);
  }

  private void put(String name, T value) {
    int at = indexOf(name);
    if (names[at] != null) {
      throw new IllegalArgumentException(name + " is there in two spellings");
    }
    names[at] = new FieldName(name);
    places[at] = values.size();
    values.add(value);
  }

  /** What is meant by this name; null for a name that means nothing here. */
  public @Nullable T get(String written) {
    int at = indexOf(written);
    return names[at] == null ? null : values.get(places[at]);
  }

  /** Where this name is, or would be. */
  private int indexOf(String written) {
    int at = FieldName.hashOfLetters(written) & mask;
    FieldName name = names[at];
    while (name != null && !name.isSpelled(written)) {
      at = (at + 1) & mask;
      name = names[at];
    }
    return at;
  }
}
