package io.tracklayer.destinations.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.Answer;
import java.io.IOException;

/** Reads answers that should be JSON, and tells of them without repeating personal data. */
public final class AnswerJson {

  private static final int SHORTEST_TRACE = 8;
  private static final int LONGEST_TRACE = 40;

  private AnswerJson() {}

  /** An empty object when it is not JSON. */
  public static JsonNode of(Answer.Response response) {
    try {
      return Json.parse(response.body().getBytes(UTF_8));
    } catch (IOException e) {
      return Json.object();
    }
  }

  /** Whether it is a proxy's or a login page, and not from an API at all. */
  public static boolean isPage(Answer.Response response) {
    return response.body().stripLeading().startsWith("<");
  }

  /**
   * @param head of our own words and the vendor's numbers: stays as it is
   * @param said by the vendor, who may repeat what was sent; null for nothing
   */
  public static String detail(String head, String said) {
    String text = Redaction.redact(said);
    return Redaction.cut(text == null ? head : head + ": " + text);
  }

  /** Whether a text is the id that a vendor gave a request, and nothing else. */
  public static boolean isTrace(String trace) {
    return trace.length() >= SHORTEST_TRACE
        && trace.length() <= LONGEST_TRACE
        && trace
            .chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_-".indexOf(c) >= 0));
  }
}
