package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Member;
import io.tracklayer.job.identity.profile.Profile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts a profile's identifiers by itself, since a judge that asked {@code Limits} would share its
 * mistakes.
 */
final class Census {

  private static final int MOST_OTHER_NAMES = 2;

  /** Beside its own person's. */
  static final int MOST_OTHER_USERS_OF_AN_ADDRESS = 4;

  private static final int MOST_OTHERS_ON_A_DEVICE = 19;

  private final Map<String, Integer> limits;

  Census(Map<String, Integer> limits) {
    this.limits = limits;
  }

  boolean isWithinLimits(Profile profile) {
    return isWithinLimits(List.of(profile), 0);
  }

  /**
   * @param newNames how many more user ids become other names of one that counts
   */
  boolean isWithinLimits(List<Profile> together, int newNames) {
    int otherNames = newNames;
    Map<String, Set<NodeId>> names = new HashMap<>();
    for (Profile profile : together) {
      otherNames += profile.aliases().smallest().size();
      types(profile)
          .forEach(
              (node, type) -> {
                boolean isUser = type.equals(Identifier.USER_ID);
                names
                    .computeIfAbsent(type, t -> new HashSet<>())
                    .add(isUser ? nameOf(node, profile) : node);
              });
    }
    return otherNames <= MOST_OTHER_NAMES
        && names.entrySet().stream()
            .allMatch(
                type ->
                    type.getValue().size()
                        <= limits.getOrDefault(type.getKey(), Integer.MAX_VALUE));
  }

  /** Whether so many others were seen with a member that it is nobody's, and not only shared. */
  static boolean isJunk(Member member, Profile profile) {
    Set<Long> strangers = new HashSet<>(member.others());
    types(profile).keySet().forEach(own -> strangers.remove(own.high()));
    if (!isAddress(member.identifier().type())) {
      return strangers.size() > MOST_OTHERS_ON_A_DEVICE;
    }
    strangers.removeIf(other -> new NodeId(other, 0).rank() != 0);
    return strangers.size() > MOST_OTHER_USERS_OF_AN_ADDRESS;
  }

  /** Whether each has an e-mail address or a phone number that the other does not have. */
  static boolean haveAddressesOfTheirOwn(Profile one, Profile other) {
    Set<NodeId> ofOne = addresses(one);
    Set<NodeId> ofOther = addresses(other);
    Set<NodeId> common = new HashSet<>(ofOne);
    common.retainAll(ofOther);
    return ofOne.size() > common.size() && ofOther.size() > common.size();
  }

  private static Set<NodeId> addresses(Profile profile) {
    Map<NodeId, String> addresses = types(profile);
    addresses.values().removeIf(type -> !isAddress(type));
    return addresses.keySet();
  }

  static boolean isAddress(String type) {
    return type.equals("email") || type.equals("phone");
  }

  private static Map<NodeId, String> types(Profile profile) {
    Map<NodeId, String> types = new HashMap<>();
    profile.unlisted().forEach((node, member) -> types.put(node, member.type()));
    profile.members().forEach((node, member) -> types.put(node, member.identifier().type()));
    return types;
  }

  private static NodeId nameOf(NodeId user, Profile profile) {
    return profile.aliases().smallest().getOrDefault(user, user);
  }
}
