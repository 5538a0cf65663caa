package io.tracklayer.job.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The other profile ids that the denials of a canonical event also count for, in a header of its
 * record.
 *
 * <p>When profiles become one, events may still wait at destinations under the id that is given up.
 * Every id that a profile ever had is the node of one of its members, so a denial names all of
 * them. It does not name devices that a profile has no room for because it has more than a hundred.
 */
public final class OtherProfiles {

  static final String HEADER = "tracklayer-denied-for";

  private OtherProfiles() {}

  /** Empty for a profile that denies nothing, which is the usual case. */
  static List<String> of(Profile profile) {
    boolean denies =
        profile.consent().values().stream()
            .anyMatch(register -> register.state() == ConsentState.DENIED);
    if (!denies || profile.isEmpty()) {
      return List.of();
    }
    String own = profile.profileId().orElseThrow();
    return profile.nodes().stream().map(NodeId::hex).filter(id -> !id.equals(own)).toList();
  }

  public static void write(List<String> ids, Headers headers) {
    if (!ids.isEmpty()) {
      headers.add(HEADER, String.join(",", ids).getBytes(UTF_8));
    }
  }

  public static List<String> in(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null
        ? List.of()
        : List.of(new String(header.value(), UTF_8).split(",", -1));
  }
}
