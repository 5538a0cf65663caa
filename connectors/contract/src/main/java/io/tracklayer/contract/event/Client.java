package io.tracklayer.contract.event;

/** The device and page an event came from; every field may be null. */
public record Client(String ip, String userAgent, String pageUrl, String referrer, String locale) {

  public static final Client UNKNOWN = new Client(null, null, null, null, null);

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Client[…]";
  }
}
