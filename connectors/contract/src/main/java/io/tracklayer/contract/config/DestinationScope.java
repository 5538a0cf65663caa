package io.tracklayer.contract.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which events a destination gets: what is known of it without its type.
 *
 * @param renamedFrom its previous name, if it was renamed
 */
public record DestinationScope(
    String name, String account, String environment, @Nullable String renamedFrom)
    implements Serializable {

  public boolean serves(String eventAccount, String eventEnvironment) {
    return account.equals(eventAccount) && environment.equals(eventEnvironment);
  }
}
