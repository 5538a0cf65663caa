package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.RootOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads which destinations a file names, for a process that knows no destination types. Whatever is
 * wrong with one is for others to report; here it is passed over.
 */
final class DestinationScopes {

  private DestinationScopes() {}

  static List<DestinationScope> in(@Nullable Node document) {
    List<DestinationScope> scopes = new ArrayList<>();
    if (value(document, RootOptions.DESTINATIONS.key()) instanceof SequenceNode destinations) {
      destinations.getValue().forEach(destination -> scope(destination).ifPresent(scopes::add));
    }
    return List.copyOf(scopes);
  }

  private static Optional<DestinationScope> scope(Node destination) {
    return value(destination, DestinationOptions.NAME.key()) instanceof ScalarNode name
            && value(destination, DestinationOptions.ACCOUNT.key()) instanceof ScalarNode account
            && value(destination, DestinationOptions.ENVIRONMENT.key())
                instanceof ScalarNode environment
        ? Optional.of(
            new DestinationScope(
                name.getValue(),
                account.getValue(),
                environment.getValue(),
                text(value(destination, DestinationOptions.RENAMED_FROM.key()))))
        : Optional.empty();
  }

  private static @Nullable String text(@Nullable Node value) {
    return value instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  private static @Nullable Node value(@Nullable Node section, String key) {
    if (section instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }
}
