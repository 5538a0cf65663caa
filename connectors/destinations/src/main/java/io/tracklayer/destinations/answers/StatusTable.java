package io.tracklayer.destinations.answers;

import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import java.util.List;

/**
 * What the status of an answer means, as a table, first match first. A status that is not in it is
 * tried again: burning events for what nobody foresaw helps nobody.
 */
public record StatusTable(List<Row> rows) {

  /** What to do about a status. */
  public enum Meaning {
    TEMPORARY,
    CREDENTIALS,
    /** At least one event of the request is wrong; the answer does not tell which. */
    BAD_EVENT
  }

  /**
   * One line: statuses from {@code first} to {@code last}.
   *
   * @param reason null for the status itself, such as {@code http_503}
   */
  public record Row(int first, int last, Meaning meaning, String reason) {

    public static Row of(int status, Meaning meaning, String reason) {
      return new Row(status, status, meaning, reason);
    }

    /** The status itself is the reason. */
    public static Row of(int status, Meaning meaning) {
      return of(status, meaning, null);
    }

    boolean matches(int status) {
      return status >= first && status <= last;
    }
  }

  /**
   * What statuses mean to an API that gives them no meaning of its own.
   *
   * @param notFound reason for a 404: what the path names is not there, or not for this token
   */
  public static StatusTable usual(String notFound) {
    return new StatusTable(
        List.of(
            Row.of(400, Meaning.BAD_EVENT, "invalid_request"),
            Row.of(401, Meaning.CREDENTIALS, "token_invalid"),
            Row.of(403, Meaning.CREDENTIALS, "permission_missing"),
            Row.of(404, Meaning.CREDENTIALS, notFound),
            Row.of(408, Meaning.TEMPORARY, "http_408"),
            Row.of(413, Meaning.BAD_EVENT, "request_too_large"),
            Row.of(422, Meaning.BAD_EVENT, "invalid_request"),
            Row.of(429, Meaning.TEMPORARY, "rate_limited"),
            new Row(500, 599, Meaning.TEMPORARY, "server_error")));
  }

  public Verdict verdict(Answer.Response response, String detail) {
    for (Row row : rows) {
      if (row.matches(response.status())) {
        String reason = row.reason() == null ? "http_" + response.status() : row.reason();
        return switch (row.meaning()) {
          case TEMPORARY -> new Verdict.Retry(reason, detail, RetryAfter.of(response));
          case CREDENTIALS -> new Verdict.CredentialsWrong(reason, detail);
          case BAD_EVENT -> new Verdict.RejectedAsWhole(reason, detail);
        };
      }
    }
    return new Verdict.Retry("unexpected_answer", detail, RetryAfter.of(response));
  }
}
