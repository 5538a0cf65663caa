package io.tracklayer.contract.config.options;

/**
 * What the value of an option looks like.
 *
 * @param <T> what it is read as
 */
public sealed interface ValueType<T>
    permits ScalarType, ListType, MapType, SectionType, SettingsType {

  /** For the reference page and for problems: {@code duration}, {@code list of text}. */
  String name();

  <R> R accept(Visitor<R> visitor);

  /** One answer for each form that a value has. */
  interface Visitor<R> {

    R scalar(ScalarType<?> scalar);

    R list(ListType<?> list);

    R map(MapType<?> map);

    R section(SectionType section);

    R settings(SettingsType settings);
  }
}
