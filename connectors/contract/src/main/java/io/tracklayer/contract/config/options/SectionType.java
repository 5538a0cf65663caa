package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;

/** A section with options of its own. */
public record SectionType(OptionGroup options) implements ValueType<Settings> {

  @Override
  public String name() {
    return "section";
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.section(this);
  }
}
