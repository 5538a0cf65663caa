package io.tracklayer.job.gate.selection;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises programs that visit pages and say so in their user agent: crawlers of search engines
 * and ad platforms, link previews, monitoring, headless browsers. An order that such a program
 * places is nobody's purchase.
 *
 * <p>Only programs that declare themselves count. HTTP clients ({@code okhttp}, {@code
 * python-requests}) do not: apps and back ends use them to send people's orders.
 */
final class Bots {

  /**
   * Words in the user agents of such programs, each used by several: Google's crawlers
   * (https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers), Meta's
   * (https://developers.facebook.com/docs/sharing/webmasters/web-crawlers), and the patterns of
   * https://github.com/monperrus/crawler-user-agents.
   */
  private static final List<String> WORDS =
      List.of(
          "crawl",
          "spider",
          "slurp",
          "facebookexternalhit",
          "facebookcatalog",
          "meta-external",
          "mediapartners-google",
          "adsbot",
          "google-inspectiontool",
          "google-read-aloud",
          "headlesschrome",
          "phantomjs",
          "chrome-lighthouse",
          "pagespeed",
          "page speed",
          "gtmetrix",
          "pingdom",
          "uptimerobot",
          "statuscake",
          "site24x7",
          "newrelicsynthetics",
          "datadogsynthetics",
          "prerender",
          "bingpreview",
          "linkpreview",
          "whatsapp/",
          "skypeuripreview",
          "embedly",
          "ia_archiver",
          "archive.org",
          "scrapy");

  /** At the end of a word. Cubot makes phones and is no bot. */
  private static final Pattern BOT = Pattern.compile("(?<!cu)bot(?![a-z])");

  private Bots() {}

  /**
   * Asked for every event and destination. One pattern of all the words would try each at every
   * character, and take thirty times as long.
   */
  static boolean is(@Nullable String userAgent) {
    if (userAgent == null) {
      return false;
    }
    String agent = userAgent.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(agent::contains)
        || (agent.contains("bot") && BOT.matcher(agent).find());
  }
}
