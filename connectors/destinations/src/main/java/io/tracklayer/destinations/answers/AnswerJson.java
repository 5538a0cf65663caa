package io.tracklayer.destinations.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.http.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads answers that should be JSON, and quotes them without repeating personal data. */
public final class AnswerJson {

  private static final int SHORTEST_TRACE = 8;
  private static final int LONGEST_TRACE = 40;

  private AnswerJson() {}

  /** The body, or an empty object when it is not JSON. */
  public static JsonNode of(Answer.Response response) {
    try {
      return Json.parse(response.body().getBytes(UTF_8));
    } catch (IOException e) {
      return Json.object();
    }
  }

  /**
   * Whether the body is a page, such as a proxy's or a login form, and so does not come from the
   * API.
   */
  public static boolean isPage(Answer.Response response) {
    return response.body().stripLeading().startsWith("<");
  }

  /**
   * @param head our own words and the vendor's numbers, which stay as they are
   * @param said the vendor's text, which is redacted because it may repeat what was sent
   */
  public static String detail(String head, @Nullable String said) {
    String text = Redaction.redact(said);
    return Redaction.cut(text == null ? head : head + ": " + text);
  }

  /**
   * Whether a text has the form of an id that a vendor gives to requests, and so cannot be
   * personal.
   */
  public static boolean isTrace(String trace) {
    return trace.length() >= SHORTEST_TRACE
        && trace.length() <= LONGEST_TRACE
        && trace
            .chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_-".indexOf(c) >= 0));
  }
}
