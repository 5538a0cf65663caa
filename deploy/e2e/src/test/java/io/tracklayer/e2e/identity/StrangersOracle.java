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
 * Decides which addresses an event may not carry, by what the events before it told of generated
 * people. Everybody's identifiers have their number in them, so nothing has to be resolved.
 *
 * <p>Who has an account is known by it, and by an address that once came with it. An event that
 * names such people carries no other such person's address. One that names none, on a device that
 * was used for two accounts, carries no address but its own. What cannot be known is not asked for:
 * a guest on somebody's device, as long as nobody else was seen there, may be that person.
 */
final class StrangersOracle {

  private final UnaryOperator<String> inClear;
  private final Map<String, Set<Integer>> accountsOnDevice = new HashMap<>();
  private final Map<String, Integer> accountOfAddress = new HashMap<>();
  private final Set<String> seenAddresses = new HashSet<>();

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
    Set<Integer> accounts = new HashSet<>();
    Set<String> addresses = new HashSet<>();
    Set<String> devices = new HashSet<>();
    for (Sighting sighting : draft.identifiers()) {
      Identifier identifier = sighting.identifier();
      switch (identifier.type()) {
        case Identifier.USER_ID -> accounts.add(numberIn(identifier.value()));
        case Identifier.EMAIL, Identifier.PHONE -> addresses.add(inClear.apply(identifier.value()));
        case Identifier.ANONYMOUS_ID -> devices.add(identifier.value());
        default -> throw new IllegalArgumentException(identifier.type());
      }
    }
    accounts.forEach(account -> addresses.forEach(a -> accountOfAddress.put(a, account)));
    devices.forEach(
        device -> accountsOnDevice.computeIfAbsent(device, d -> new HashSet<>()).addAll(accounts));
    addresses.stream().map(accountOfAddress::get).filter(a -> a != null).forEach(accounts::add);
    boolean isNobodys =
        accounts.isEmpty()
            && seenAddresses.stream().noneMatch(addresses::contains)
            && devices.stream().anyMatch(device -> accountsOnDevice.get(device).size() > 1);
    seenAddresses.addAll(addresses);
    return carried(event)
        .filter(address -> !addresses.contains(address))
        .filter(address -> isNobodys || isOfAnother(address, accounts))
        .toList();
  }

  private boolean isOfAnother(String address, Set<Integer> accounts) {
    Integer owner = accountOfAddress.get(address);
    return owner != null && !accounts.isEmpty() && !accounts.contains(owner);
  }

  private Stream<String> carried(CanonicalEvent event) {
    return Stream.concat(
            event.user().emailsAndHashes().stream(), event.user().phonesAndHashes().stream())
        .map(inClear);
  }

  private static int numberIn(String userId) {
    return Integer.parseInt(userId.replaceAll("\\D", ""));
  }
}
