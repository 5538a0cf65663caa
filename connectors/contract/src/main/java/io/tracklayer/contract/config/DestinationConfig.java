package io.tracklayer.contract.config;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param events canonical events to deliver; empty for all that the type has a counterpart for
 * @param eventNames canonical name to the destination's own name
 * @param consent purposes that must all be granted
 * @param signals vendor consent signal to the purposes that set it
 * @param baseUrl used instead of the real API, if set
 * @param renamedFrom its previous name, if it was renamed
 * @param dropsBots whether it gets no events of declared bots
 * @param when what an event must be like to go there
 * @param pageParameters name of a parameter in a page's address to what it is, added to the general
 *     rule
 */
public record DestinationConfig(
    String name,
    String type,
    String account,
    String environment,
    List<String> events,
    Map<String, String> eventNames,
    List<String> consent,
    Map<String, List<String>> signals,
    Settings settings,
    @Nullable URI baseUrl,
    DeliveryConfig delivery,
    @Nullable String renamedFrom,
    boolean dropsBots,
    EventCondition when,
    Map<String, PageParameter> pageParameters)
    implements Serializable {

  /** The names it has delivered under: its present one and its previous one. */
  public Set<String> names() {
    return renamedFrom == null ? Set.of(name) : Set.of(name, renamedFrom);
  }

  public boolean serves(String eventAccount, String eventEnvironment) {
    return account.equals(eventAccount) && environment.equals(eventEnvironment);
  }
}
