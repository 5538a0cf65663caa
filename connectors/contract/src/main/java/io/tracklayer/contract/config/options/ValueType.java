package io.tracklayer.contract.config.options;

/**
 * The type of an option's value.
 *
 * @param <T> what it is read as
 */
public sealed interface ValueType<T>
    permits ScalarType, ListType, MapType, SectionType, SettingsType, JsonType {

  /** For the reference page and for problems: {@code duration}, {@code list of text}. */
  String name();

  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of type. */
  interface Visitor<R> {

    R scalar(ScalarType<?> scalar);

    R list(ListType<?> list);

    R map(MapType<?> map);

    R section(SectionType section);

    R settings(SettingsType settings);

    R json(JsonType json);
  }
}
