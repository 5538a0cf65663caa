package io.tracklayer.e2e.identity;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Decides which addresses an event may not carry, by who the generated people are. All identifiers
 * of a person but the device have the person's number in them, so nothing has to be resolved.
 *
 * <p>An event that names somebody, by an account or an address, carries no address of anybody else.
 * One that names nobody is taken to be by the only person who was ever named on its device, and by
 * nobody if there were several.
 */
final class StrangersOracle {

  private static final String PREFIX_OF_PHONES = "+49151";

  private final UnaryOperator<String> inClear;
  private final Map<String, Set<Integer>> namedOnDevice = new HashMap<>();

  /**
   * @param inClear knows the address that a hash is of; leaves any other value as it is
   */
  StrangersOracle(UnaryOperator<String> inClear) {
    this.inClear = inClear;
  }

  /**
   * To be asked of all events in their order.
   *
   * @return the addresses in it that are a stranger's
   */
  List<String> strangersIn(CanonicalEvent event, Draft draft) {
    Set<Integer> authors = see(draft);
    return carried(event).filter(address -> !authors.contains(numberIn(address))).toList();
  }

  /**
   * Takes an event that carries nothing.
   *
   * @return the numbers of those who may be its author
   */
  Set<Integer> see(Draft draft) {
    Set<Integer> named = new HashSet<>();
    Set<String> devices = new HashSet<>();
    for (Sighting sighting : draft.identifiers()) {
      Identifier identifier = sighting.identifier();
      if (identifier.isDevice()) {
        devices.add(identifier.value());
      } else {
        named.add(numberIn(inClear.apply(identifier.value())));
      }
    }
    Set<Integer> onDevices = new HashSet<>();
    for (String device : devices) {
      Set<Integer> people = namedOnDevice.computeIfAbsent(device, d -> new HashSet<>());
      people.addAll(named);
      onDevices.addAll(people);
    }
    if (!named.isEmpty()) {
      return named;
    }
    return onDevices.size() == 1 ? onDevices : Set.of();
  }

  private Stream<String> carried(CanonicalEvent event) {
    return Stream.concat(
            event.user().emailsAndHashes().stream(), event.user().phonesAndHashes().stream())
        .map(inClear);
  }

  private static int numberIn(String identifier) {
    return Integer.parseInt(identifier.replace(PREFIX_OF_PHONES, "").replaceAll("\\D", ""));
  }
}
