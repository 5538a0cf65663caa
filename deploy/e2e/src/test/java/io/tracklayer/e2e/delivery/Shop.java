package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * Posts orders as RudderStack does, see {@link EventSource}. What it posts it writes to a file
 * first, with the time.
 */
final class Shop {

  private static final int BATCH = 50;

  private final EventSource source;
  private final Path facts;

  Shop(String account, Path facts) {
    source = new EventSource(account, "production", DeliveryConfig.ENDPOINT_SECRET);
    this.facts = facts;
  }

  void tell(String receiver, List<OrderCopy> copies) throws IOException {
    for (int from = 0; from < copies.size(); from += BATCH) {
      List<OrderCopy> some = copies.subList(from, Math.min(from + BATCH, copies.size()));
      StringBuilder lines = new StringBuilder();
      some.forEach(
          copy -> lines.append(Instant.now()).append(' ').append(copy.messageId()).append('\n'));
      Files.writeString(facts, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      post(receiver, some.stream().map(OrderCopy::event).toList());
    }
  }

  /** Each must be accepted. */
  void post(String receiver, List<ObjectNode> events) {
    assertThat(send(receiver, events)).doesNotContain("\"accepted\":false");
  }

  /** Among them may be some that the receiver refuses. */
  void postAny(String receiver, List<ObjectNode> events) {
    send(receiver, events);
  }

  private String send(String receiver, List<ObjectNode> events) {
    return source.post(receiver, Json.mapper().createArrayNode().addAll(events));
  }
}
