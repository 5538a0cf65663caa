package io.tracklayer.destinations.meta;

import io.tracklayer.destinations.MappingContext;
import java.util.List;
import java.util.Map;

/**
 * Which of Meta's own consent fields one event gets. A signal is set when any of its purposes is
 * not granted.
 *
 * @param purposesBySignal limited_data_use, opt_out
 */
record MetaSignals(Map<String, List<String>> purposesBySignal) {

  boolean isSet(String signal, MappingContext context) {
    for (String purpose : purposesBySignal.getOrDefault(signal, List.of())) {
      if (!context.grants(purpose)) {
        return true;
      }
    }
    return false;
  }
}
