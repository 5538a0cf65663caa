package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import org.jspecify.annotations.Nullable;

/** The part of a page's address that may be sent. Pure. */
public final class PageAddress {

  private static final String BEHIND_SCHEME = "://";

  private PageAddress() {}

  /** The address of an event's page, if there is one that may be sent. */
  public static @Nullable String of(CanonicalEvent event) {
    String free = withoutPersonalData(event.client().pageUrl());
    return OptionalFields.isUrl(free) ? free : null;
  }

  /**
   * The address, without query and fragment if these contain personal data, and without the path if
   * that does.
   *
   * @return null for an address whose host part is personal too
   */
  public static @Nullable String withoutPersonalData(@Nullable String url) {
    if (url == null || !PersonalText.isPersonal(url)) {
      return url;
    }
    String bare = upTo(url, firstOf(url, '?', '#'));
    if (!PersonalText.isPersonal(bare)) {
      return bare;
    }
    int scheme = bare.indexOf(BEHIND_SCHEME);
    int path = scheme < 0 ? -1 : bare.indexOf('/', scheme + BEHIND_SCHEME.length());
    String site = upTo(bare, path < 0 ? -1 : path + 1);
    return PersonalText.isPersonal(site) ? null : site;
  }

  private static int firstOf(String url, char one, char other) {
    int first = url.indexOf(one);
    int second = url.indexOf(other);
    return first < 0 || second < 0 ? Math.max(first, second) : Math.min(first, second);
  }

  private static String upTo(String text, int end) {
    return end < 0 ? text : text.substring(0, end);
  }
}
