package io.tracklayer.view.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.text.Redaction;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts of records fit to be shown. */
public final class Shown {

  private static final String EMAIL = "[^\\s@]+(@|\uff20|%(25)*40|&#64;)[^\\s@]+";
  private static final String PHONE = "(\\+|%(25)*2B)[0-9][0-9 ()./-]{6,}";
  private static final String URL = "://|%(25)*3A(%(25)*2F){2}";
  private static final String IPV4 = "\\b(\\d{1,3}\\.){3}\\d{1,3}\\b";

  /** In full, or with an ellipsis among at least three groups; {@code ::1} is nobody's. */
  private static final String IPV6 =
      "(?<![\\w:])((\\p{XDigit}{1,4}:){7}\\p{XDigit}{1,4}"
          + "|(?=[\\p{XDigit}:]*::)(\\p{XDigit}{1,4}::?){2,7}\\p{XDigit}{1,4})(?![\\w:])";

  /** What is never an id, a code or a setting's name, whatever field it stands in. */
  private static final Pattern PERSONAL =
      Pattern.compile(String.join("|", EMAIL, PHONE, URL, IPV4, IPV6), Pattern.CASE_INSENSITIVE);

  /** A text as the value of what is named like a part of a person, in JSON, also escaped. */
  private static final Pattern NAMED =
      Pattern.compile(
          "((?<![a-z])(?:(?:first|last|full|middle|given|family|sur|user|customer|contact|buyer)"
              + "[ _-]?name|fn|ln|street|address[ _-]?[12]?|city|zip|post(?:al)?[ _-]?code"
              + "|birth[ _-]?da(?:te|y)|date[ _-]?of[ _-]?birth|dob|gender"
              + "|(?:access[ _-]?)?token|secret|password|api[ _-]?key)"
              + "\\\\*[\"']?\\s*[:=]\\s*\\\\*([\"']))(?:(?!\\\\*\\2).)*+",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern WITHOUT_ID = Pattern.compile("\\(an address, event (\\d{1,18})\\)");

  private static final int LONGEST = 512;
  private static final String ANSWER = "answer";

  private Shown() {}

  /**
   * An id as it may be shown. Some shops use an e-mail address or a phone number as one: of that,
   * nothing is shown.
   */
  public static String id(String id) {
    return PERSONAL.matcher(id).find() ? "(an address)" : id;
  }

  /**
   * A message id as it may be shown, or what finds the event in its place.
   *
   * @param event the number under which the event is kept
   */
  public static String message(String id, long event) {
    return id(id).equals(id) ? id : "(an address, event " + event + ")";
  }

  /** The number of an event that is shown without its message id. */
  public static Optional<Long> event(String shown) {
    Matcher matcher = WITHOUT_ID.matcher(shown);
    return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
  }

  /**
   * Adds what a destination answered, unless it said nothing. The job has taken out of it whom it
   * quotes, whom it alone knows; what can be told by form or by name is taken out again.
   */
  public static void putAnswer(JsonNode from, ObjectNode to) {
    String answer = answer(from.path(ANSWER).asText(null));
    if (answer != null) {
      to.put(ANSWER, answer);
    }
  }

  /** The same of such a text; none if it says nothing. */
  static @Nullable String answer(@Nullable String said) {
    String redacted = Redaction.redact(said);
    return redacted == null
        ? null
        : Redaction.cut(NAMED.matcher(redacted).replaceAll("$1[personal]"));
  }

  /**
   * A short text such as a detail of a reason; none if it is not as short and impersonal as it
   * should be.
   */
  public static @Nullable String detail(@Nullable String detail) {
    return detail == null || detail.length() > LONGEST || PERSONAL.matcher(detail).find()
        ? null
        : detail;
  }
}
