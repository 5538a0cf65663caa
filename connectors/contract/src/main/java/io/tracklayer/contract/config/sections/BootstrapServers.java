package io.tracklayer.contract.config.sections;

import java.util.regex.Pattern;

/** The address list that Kafka clients start from: {@code host:port}, comma-separated. */
public final class BootstrapServers {

  public static final int MAX_PORT = 65_535;

  private static final Pattern HOST =
      Pattern.compile(
          "\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\\.?");

  private BootstrapServers() {}

  public static boolean areValid(String servers) {
    for (String server : servers.split(",", -1)) {
      if (!isValid(server.strip())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValid(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 1) {
      return false;
    }
    String host = server.substring(0, colon);
    String port = server.substring(colon + 1);
    boolean numeric =
        !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!numeric || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
      return false;
    }
    return HOST.matcher(host).matches();
  }
}
