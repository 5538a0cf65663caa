package io.tracklayer.job.gate;

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
   * https://github.com/monperrus/crawler-user-agents. Cubot makes phones and is no bot.
   */
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?<!cu)bot(?![a-z])|crawl|spider|slurp|facebookexternalhit|facebookcatalog"
              + "|meta-external|mediapartners-google|adsbot|google-inspectiontool|google-read-aloud"
              + "|headlesschrome|phantomjs|chrome-lighthouse|page ?speed|gtmetrix|pingdom"
              + "|uptimerobot|statuscake|site24x7|newrelicsynthetics|datadogsynthetics"
              + "|prerender|bingpreview|linkpreview|whatsapp/|skypeuripreview|embedly"
              + "|ia_archiver|archive\\.org|scrapy");

  private Bots() {}

  static boolean is(@Nullable String userAgent) {
    return userAgent != null && DECLARED.matcher(userAgent.toLowerCase(Locale.ROOT)).find();
  }
}
