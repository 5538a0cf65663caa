package io.tracklayer.job.canonical;

import io.tracklayer.contract.text.GoogleCookie;
import io.tracklayer.contract.text.MetaCookie;
import io.tracklayer.job.identity.profile.ClickIdHistory;
import io.tracklayer.job.identity.profile.ClickIdHistory.Span;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The click ids and cookies that an event carries, from what the profile remembers.
 *
 * @param values the value that was seen last, by name
 * @param times when that value was first seen, that is, when the click happened, by the same names
 */
record CarriedClickIds(SortedMap<String, String> values, SortedMap<String, Instant> times) {

  private static final String FBC = "fbc";
  private static final String FBCLID = "fbclid";
  private static final String GCL_AW = "gcl_aw";
  private static final String GCLID = "gclid";

  /**
   * All click ids and cookies. {@code fbc} is the cookie of the latest click; if the newest click
   * is later than that one, {@code fbc} is built from it as {@code fb.1.<click time in
   * ms>.<fbclid>} (Meta's format; a fresh fbclid replaces the old cookie, and its case is never
   * changed), and is as old as that click. {@code gclid} is the newest click too, be it Google's
   * cookie or another field that tells of it; the cookie itself is not carried.
   */
  static CarriedClickIds of(Map<String, ClickIdHistory> remembered) {
    CarriedClickIds clickIds = new CarriedClickIds(new TreeMap<>(), new TreeMap<>());
    remembered.forEach((name, history) -> clickIds.put(name, history.newest()));
    clickIds.putMetaClick(remembered);
    clickIds.putGoogleClick(remembered);
    return clickIds;
  }

  private void putMetaClick(Map<String, ClickIdHistory> remembered) {
    Map.Entry<String, Span> cookie = latest(remembered.get(FBC));
    if (cookie != null) {
      put(FBC, cookie);
    }
    if (remembered.containsKey(FBCLID)) {
      Map.Entry<String, Span> click = remembered.get(FBCLID).newest();
      if (cookie == null || isReplacedBy(click, cookie)) {
        put(FBC, Map.entry(cookieOf(click), click.getValue()));
      }
    }
  }

  private void putGoogleClick(Map<String, ClickIdHistory> remembered) {
    Map.Entry<String, Span> cookie = latest(remembered.get(GCL_AW));
    values.remove(GCL_AW);
    times.remove(GCL_AW);
    ClickIdHistory clicks = remembered.get(GCLID);
    if (cookie != null
        && (clicks == null || clickedAt(cookie) > clicks.newest().getValue().first())) {
      put(GCLID, Map.entry(GoogleCookie.clickId(cookie.getKey()), cookie.getValue()));
    }
  }

  private void put(String name, Map.Entry<String, Span> seen) {
    values.put(name, seen.getKey());
    times.put(name, Instant.ofEpochMilli(seen.getValue().first()));
  }

  private static String cookieOf(Map.Entry<String, Span> click) {
    return "fb.1." + click.getValue().first() + "." + click.getKey();
  }

  private static Map.@Nullable Entry<String, Span> latest(@Nullable ClickIdHistory cookies) {
    return cookies == null
        ? null
        : cookies.spans().entrySet().stream()
            .max(
                Comparator.comparingLong(CarriedClickIds::clickedAt)
                    .thenComparingLong(seen -> seen.getValue().last())
                    .thenComparing(Map.Entry::getKey))
            .orElseThrow();
  }

  /** The time in the cookie, but not after the first event that brought it. */
  private static long clickedAt(Map.Entry<String, Span> cookie) {
    long seen = cookie.getValue().first();
    if (GoogleCookie.isWellFormed(cookie.getKey())) {
      return Math.min(seen, GoogleCookie.clickedAt(cookie.getKey()));
    }
    return MetaCookie.isWellFormed(cookie.getKey())
        ? Math.min(seen, MetaCookie.madeAt(cookie.getKey()))
        : seen;
  }

  private static boolean isReplacedBy(
      Map.Entry<String, Span> click, Map.Entry<String, Span> cookie) {
    return click.getValue().first() > clickedAt(cookie)
        && !cookie.getKey().contains("." + click.getKey());
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "CarriedClickIds" + values.keySet();
  }
}
