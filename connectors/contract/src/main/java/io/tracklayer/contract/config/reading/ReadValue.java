package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value read from the file, with its place, for checks that compare several values.
 *
 * @param parts what it consists of, each with its own place: the options of a section by key, the
 *     entries of a map by name, the items of a list by index. What could not be read is absent.
 */
record ReadValue<T>(T value, YamlValue place, Map<String, ReadValue<?>> parts) {

  static <T> ReadValue<T> of(T value, YamlValue place) {
    return new ReadValue<>(value, place, Map.of());
  }

  int line() {
    return place.line();
  }

  void problem(String message) {
    place.problem(message);
  }

  /** One option of this section. */
  @SuppressWarnings("unchecked") // a section holds under each key what the option's type reads
  <P> Optional<ReadValue<P>> find(Option<P> option) {
    return Optional.ofNullable((ReadValue<P>) parts.get(option.key()));
  }

  /** The items of a list in this section; none when it is absent. */
  <E> List<ReadValue<E>> items(Option<List<E>> option) {
    return find(option).map(ReadValue::itemsOf).orElse(List.of());
  }

  /** The entries of a map in this section; none when it is absent. */
  @SuppressWarnings("unchecked") // the parts of a map are its values
  <E> Map<String, ReadValue<E>> entries(Option<Map<String, E>> option) {
    Map<String, ReadValue<E>> entries = new LinkedHashMap<>();
    find(option)
        .ifPresent(
            map -> map.parts.forEach((name, entry) -> entries.put(name, (ReadValue<E>) entry)));
    return entries;
  }

  @SuppressWarnings("unchecked") // the parts of a list are its elements
  static <E> List<ReadValue<E>> itemsOf(ReadValue<List<E>> list) {
    return list.parts.values().stream().map(item -> (ReadValue<E>) item).toList();
  }
}
