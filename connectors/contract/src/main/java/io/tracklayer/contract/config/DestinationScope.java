package io.tracklayer.contract.config;

import java.io.Serializable;

/** Which events a destination gets: what is known of it without its type. */
public record DestinationScope(String name, String account, String environment)
    implements Serializable {

  public boolean serves(String eventAccount, String eventEnvironment) {
    return account.equals(eventAccount) && environment.equals(eventEnvironment);
  }
}
