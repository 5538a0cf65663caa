package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;
import java.util.Map;
import java.util.Optional;

/** A rule about several settings of one destination. */
@FunctionalInterface
public interface SettingsRule {

  /**
   * @param at the setting to report as wrong
   * @param message what is wrong, and what to write instead
   */
  record Violation(Option<?> at, String message) {}

  /**
   * @param settings those that are valid by themselves; the others are absent
   * @param eventNames canonical event to the destination's own name, as configured
   */
  Optional<Violation> violation(Settings settings, Map<String, String> eventNames);
}
