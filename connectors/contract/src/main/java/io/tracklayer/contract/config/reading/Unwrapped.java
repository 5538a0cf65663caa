package io.tracklayer.contract.config.reading;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** ReadValue values without their place; maps keep their order, which every process must share. */
final class Unwrapped {

  private Unwrapped() {}

  static <T> List<T> list(List<ReadValue<T>> values) {
    return values.stream().map(ReadValue::value).toList();
  }

  static <T> Map<String, T> map(Map<String, ReadValue<T>> values) {
    return map(values, Function.identity());
  }

  static <T, R> Map<String, R> map(Map<String, ReadValue<T>> values, Function<T, R> conversion) {
    Map<String, R> result = new LinkedHashMap<>();
    values.forEach((key, value) -> result.put(key, conversion.apply(value.value())));
    return Collections.unmodifiableMap(result);
  }
}
