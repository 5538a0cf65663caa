package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events a destination gets: what is known of it without its type.
 *
 * @param renamedFrom its previous name, if it was renamed
 */
public record DestinationScope(
    String name, String account, String environment, @Nullable String renamedFrom)
    implements Serializable {

  /**
   * The present names by the earlier ones: what was told under an earlier name was told of the same
   * destination, unless another one has that name now.
   */
  public static Map<String, String> presentNames(List<DestinationScope> destinations) {
    Map<String, String> presentNames = new HashMap<>();
    for (DestinationScope destination : destinations) {
      if (destination.renamedFrom() != null) {
        presentNames.put(destination.renamedFrom(), destination.name());
      }
    }
    destinations.forEach(destination -> presentNames.remove(destination.name()));
    return presentNames;
  }

  public boolean serves(String eventAccount, String eventEnvironment) {
    return account.equals(eventAccount) && environment.equals(eventEnvironment);
  }
}
