package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.job.intake.source.Amounts;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one consent value, as sources write it. Null and empty mean that the answer is gone. A word
 * that is not a known yes is a no, in whatever language, and so is a value of any other form.
 */
final class ConsentAnswer {

  private static final int LONGEST_WORD = 40;

  /** Between letters: {@code -1} is not 1. */
  private static final Pattern SEPARATORS = Pattern.compile("(?<=\\p{L})[\\s_-]+(?=\\p{L})");

  /**
   * What templates and scripts write for a missing value, and consent platforms for a question that
   * was not asked.
   */
  private static final Set<String> GONE =
      words("null, undefined, nil, <nil>, unknown, unspecified, unset, not set");

  private static final Set<String> YES =
      words(
          "1, true, t, yes, y, on, ok, okay, granted, grant, given, allowed, allow, accepted,"
              + " accept, agreed, agree, approved, consented, consent given, enabled, active, always"
              + " active, checked, confirmed, opted in, opt in, optin, optedin, subscribed,"
              // Shopify's marketing_opt_in_level
              + " single opt in, confirmed opt in, double opt in,"
              + " ja, wahr, zugestimmt, akzeptiert, erlaubt, einverstanden,"
              + " oui, vrai, accepté, accepte, autorisé, d'accord,"
              + " sí, si, verdadero, aceptado, acepto, permitido,"
              + " sim, verdadeiro, aceito, aceite, concedido,"
              + " vero, accettato, accetto, consentito,"
              + " waar, akkoord, toegestaan, geaccepteerd,"
              + " tak, prawda, zgoda, ano, áno, igen, da, да, так, evet, kabul, kyllä, kylla, jah,"
              + " ναι, כן, نعم, हाँ, ya, có, ใช่, はい, 同意, 同意する, 是, 예, 네, 동의");

  /** Listed so that they are not counted as unreadable; every other word is a no as well. */
  private static final Set<String> NO =
      words(
          "0, false, f, no, n, off, none, denied, deny, disallowed, disallow, blocked, block, rejected,"
              + " reject, refused, refuse, declined, decline, disagreed, disagree, revoked, revoke,"
              + " withdrawn, withdraw, disabled, disable, inactive, unchecked, cancelled, canceled,"
              + " cancel, stop, dismissed, expired, opted out, opt out, optout, optedout,"
              + " unsubscribed, unsubscribe, not subscribed, never subscribed, not granted, not"
              + " given, not allowed, not consented, pending, objected, never,"
              + " nein, falsch, abgelehnt, widerrufen, verweigert,"
              + " non, faux, refusé, rejeté, retiré,"
              + " falso, rechazado, denegado, retirado,"
              + " não, nao, recusado, negado, rejeitado,"
              + " rifiutato, negato, revocato,"
              + " nee, onwaar, geweigerd, ingetrokken,"
              + " nej, nei, ei, nie, ne, nem, nu, hayır, hayir, нет, ні, не,"
              + " όχι, לא, لا, नहीं, tidak, không, ไม่, いいえ, 拒否, 否, 不同意, 아니요, 거부");

  private ConsentAnswer() {}

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  static Finding of(@Nullable JsonNode node) {
    if (node == null || node.isMissingNode()) {
      return Finding.ABSENT;
    }
    return switch (node.getNodeType()) {
      case NULL -> Finding.emptied();
      case BOOLEAN -> node.booleanValue() ? Finding.granted("true") : Finding.denied("false");
      case NUMBER -> ofNumber(node);
      case STRING -> ofText(node.textValue());
      default -> node.isEmpty() ? Finding.emptied() : Finding.unreadable(Form.of(node));
    };
  }

  /** Whether it can only be an answer: a yes, a no, a truth value or a number. */
  static boolean isKnown(JsonNode node) {
    Finding.Reading reading = of(node).reading();
    return node.isNumber()
        || reading == Finding.Reading.GRANTED
        || reading == Finding.Reading.DENIED;
  }

  private static Finding ofNumber(JsonNode node) {
    BigDecimal number = Amounts.of(node);
    if (number != null && number.signum() == 0) {
      return Finding.denied("0");
    }
    return number != null && number.compareTo(BigDecimal.ONE) == 0
        ? Finding.granted("1")
        : Finding.unreadable(Form.NUMBER);
  }

  private static Finding ofText(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return Finding.emptied();
    }
    if (stripped.length() > LONGEST_WORD) {
      return Finding.unreadable(Form.TEXT);
    }
    String word = word(stripped);
    if (GONE.contains(word)) {
      return Finding.emptied();
    }
    if (YES.contains(word)) {
      return Finding.granted(word);
    }
    return NO.contains(word) ? Finding.denied(word) : Finding.unreadable(Form.WORD);
  }

  /** {@code Opted_In}, {@code opted-in} and {@code OPTED IN} are one word. */
  private static String word(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return SEPARATORS.matcher(folded).replaceAll(" ");
  }
}
