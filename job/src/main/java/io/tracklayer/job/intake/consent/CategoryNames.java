package io.tracklayer.job.intake.consent;

import io.tracklayer.contract.text.FieldSpelling;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells the name of a consent platform's category from an answer: {@code Targeting Cookies} from
 * {@code revoke}. Answers cannot all be listed, so a text is a name only if it consists of words
 * that platforms name categories with.
 */
final class CategoryNames {

  private static final int LONGEST = 80;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private static final Set<String> WORDS =
      Arrays.stream(
              ("cookie, cookies, category, categories, group, technologies, tracking, trackers,"
                      + " strictly, necessary, essential, required, security, functional,"
                      + " functionality, function, performance, analytic, analytics, analytical,"
                      + " statistic, statistics, statistical, measurement, targeting, targeted,"
                      + " advertising, advertisement, advertisements, ads, ad, marketing,"
                      + " retargeting, remarketing, personalization, personalisation, personalized,"
                      + " personalised, preference, preferences, social, media, sharing, content,"
                      + " data, storage, user, third, party, first, and, of, for, other,"
                      + " unclassified, uncategorized, general, email, sms, newsletter,"
                      // German
                      + " unbedingt, technisch, notwendig, notwendige, erforderlich, erforderliche,"
                      + " essenziell, essenzielle, funktional, funktionale, funktionelle, leistung,"
                      + " leistungs, statistik, statistiken, analyse, werbung, werbe, zielgruppen,"
                      + " personalisierung, praferenzen, einstellungen, soziale, medien, fur, und,"
                      + " von,"
                      // French
                      + " strictement, necessaires, essentiels, fonctionnels, fonctionnalite,"
                      + " performances, statistiques, mesure, audience, ciblage, publicite,"
                      + " publicitaires, preferences, reseaux, sociaux, et, de, des, les,"
                      // Spanish, Portuguese, Italian
                      + " estrictamente, necesarias, esenciales, funcionales, funcionalidad,"
                      + " rendimiento, analiticas, estadisticas, dirigidas, publicidad,"
                      + " publicitarias, preferencias, redes, sociales, y, estritamente,"
                      + " necessarios, essenciais, funcionais, desempenho, analiticos, estatisticas,"
                      + " publicidade, direcionados, e, strettamente, necessari, funzionali,"
                      + " prestazioni, analitici, statistiche, pubblicita, mirata, profilazione,"
                      + " preferenze, di,"
                      // Dutch, Polish, Nordic
                      + " strikt, noodzakelijk, noodzakelijke, functionele, prestatie, analytische,"
                      + " statistieken, gerichte, reclame, voorkeuren, sociale, en, niezbedne,"
                      + " funkcjonalne, wydajnosciowe, analityczne, statystyczne, reklamowe,"
                      + " marketingowe, preferencje, strengt, nodvendige, nodvandiga, funktionella,"
                      + " prestanda, annonsering, markedsforing, marknadsforing, statistikk,"
                      // Japanese
                      + " ターゲティングcookie, パフォーマンスcookie, 機能性cookie, 必須cookie")
                  .split(",", -1))
          .map(CategoryNames::plain)
          .collect(Collectors.toCollection(HashSet::new));

  private CategoryNames() {}

  static boolean isName(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    List<String> words =
        Arrays.stream(BETWEEN_WORDS.split(text, -1)).filter(word -> !word.isEmpty()).toList();
    return !words.isEmpty() && words.stream().allMatch(word -> WORDS.contains(plain(word)));
  }

  private static String plain(String word) {
    return FieldSpelling.plain(Normalizer.normalize(word, Normalizer.Form.NFKD));
  }
}
