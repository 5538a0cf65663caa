package io.tracklayer.job.canonical;

import io.tracklayer.job.identity.Register;
import java.util.Map;
import java.util.TreeMap;

/** The click ids and cookies that an event carries, from what the profile remembers. */
final class ClickIds {

  private static final String FBC = "fbc";
  private static final String FBCLID = "fbclid";

  private ClickIds() {}

  /**
   * All of them by name. {@code fbc} is the cookie; where the newest click is not the cookie's, it
   * is built from that click as {@code fb.1.<click time in ms>.<fbclid>} (Meta's format; a fresh
   * fbclid replaces the old cookie, and its case is never changed).
   */
  static Map<String, String> of(Map<String, Register> remembered) {
    Map<String, String> clickIds = new TreeMap<>();
    remembered.forEach((name, register) -> clickIds.put(name, register.value()));
    Register click = remembered.get(FBCLID);
    Register cookie = remembered.get(FBC);
    if (click != null && (cookie == null || isReplacedBy(click, cookie))) {
      clickIds.put(FBC, "fb.1." + click.at() + "." + click.value());
    }
    return clickIds;
  }

  private static boolean isReplacedBy(Register click, Register cookie) {
    return click.at() > cookie.at() && !cookie.value().contains("." + click.value());
  }
}
