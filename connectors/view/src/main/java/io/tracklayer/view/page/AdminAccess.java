package io.tracklayer.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the page. With a secret: whoever knows it, as the password of HTTP Basic, under any
 * user name. Without one: whoever sits at this machine, asking for it by one of its own names,
 * since a foreign web page may point a name of its own at this address.
 */
final class AdminAccess {

  private static final String BASIC = "Basic ";
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final @Nullable SecretRef ref;
  private final Secrets secrets;

  /**
   * @param ref none for a page without a password
   */
  AdminAccess(@Nullable SecretRef ref, Secrets secrets) {
    this.ref = ref;
    this.secrets = secrets;
  }

  /**
   * @param status of HTTP
   */
  record Refusal(int status, String text) {}

  Optional<Refusal> refusal(Context context) {
    if (ref != null) {
      return knowsSecret(context.header("Authorization"), ref)
          ? Optional.empty()
          : Optional.of(new Refusal(401, "The live view needs its password.\n"));
    }
    return isLocal(context)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                403,
                "The live view is served to its own machine only, as http://localhost. To open it"
                    + " for others, set view.admin_secret_ref.\n"));
  }

  private boolean knowsSecret(@Nullable String authorization, SecretRef known) {
    if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    Optional<String> secret = secrets.find(known);
    Optional<String> password = password(authorization.substring(BASIC.length()).strip());
    return secret.isPresent()
        && password.isPresent()
        && MessageDigest.isEqual(secret.get().getBytes(UTF_8), password.get().getBytes(UTF_8));
  }

  private static Optional<String> password(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), UTF_8);
      int colon = decoded.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(decoded.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isLocal(Context context) {
    String host = context.header("Host");
    return host != null
        && OWN_NAMES.contains(host.replaceFirst(":[0-9]*$", ""))
        && isLoopback(context.req().getRemoteAddr());
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress(); // an address, so no look-up
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
