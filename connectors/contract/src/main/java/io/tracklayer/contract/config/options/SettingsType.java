package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;

/** A section whose options the destination's type declares. */
public record SettingsType() implements ValueType<Settings> {

  @Override
  public String name() {
    return "section";
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.settings(this);
  }
}
