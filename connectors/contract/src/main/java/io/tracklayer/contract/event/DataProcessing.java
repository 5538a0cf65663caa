package io.tracklayer.contract.event;

import java.util.List;

/**
 * Meta's data processing options, as RudderStack takes them from {@code
 * context.dataProcessingOptions}: {@code [["LDU"], 1, 1000]}.
 *
 * @param options {@code LDU} for Limited Data Use; empty asks for no restriction
 * @param country 1 for the United States, 0 to leave it to Meta
 * @param state 1000 for California …, 0 to leave it to Meta
 */
public record DataProcessing(List<String> options, int country, int state) {

  public DataProcessing {
    options = options == null ? List.of() : List.copyOf(options);
  }
}
