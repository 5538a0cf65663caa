package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.reading.YamlValue;
import java.util.Optional;

/**
 * What the value of an option looks like.
 *
 * @param <T> what it is read as
 */
public interface ValueType<T> {

  /** For the reference page: {@code duration}, {@code list of text}. */
  String description();

  /** Empty when it could not be read, which was reported then. */
  Optional<T> read(YamlValue place);

  /** The options inside, for a section or a collection of sections. */
  default Optional<OptionGroup> inner() {
    return Optional.empty();
  }

  /** How a path goes on to what is inside: {@code [0]}, {@code .name} or nothing. */
  default String step() {
    return "";
  }
}
