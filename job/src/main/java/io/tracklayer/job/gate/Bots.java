package io.tracklayer.job.gate;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Programs that visit pages and say so in their user agent: crawlers of search engines and ad
 * platforms, link previews, monitoring, headless browsers. What they buy nobody has bought.
 *
 * <p>Only what is declared counts. HTTP clients ({@code okhttp}, {@code python-requests}) are how
 * apps and back ends send the orders of people, and stay.
 */
final class Bots {

  /**
   * Words of user agents, each in use by several programs: Google's crawlers
   * (https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers), Meta's
   * (https://developers.facebook.com/docs/sharing/webmasters/web-crawlers), and the patterns of
   * https://github.com/monperrus/crawler-user-agents. A phone of the maker Cubot is no bot.
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
