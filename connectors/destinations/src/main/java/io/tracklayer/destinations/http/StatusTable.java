package io.tracklayer.destinations.http;

import io.tracklayer.destinations.Verdict;
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

  /** One line: statuses from {@code first} to {@code last}. */
  public record Row(int first, int last, Meaning meaning, String reason) {

    public static Row of(int status, Meaning meaning, String reason) {
      return new Row(status, status, meaning, reason);
    }

    boolean matches(int status) {
      return status >= first && status <= last;
    }
  }

  public Verdict verdict(Answer.Response response, String detail) {
    for (Row row : rows) {
      if (row.matches(response.status())) {
        return switch (row.meaning()) {
          case TEMPORARY -> new Verdict.Retry(row.reason(), detail, RetryAfter.of(response));
          case CREDENTIALS -> new Verdict.CredentialsWrong(row.reason(), detail);
          case BAD_EVENT -> new Verdict.RejectedAsWhole(row.reason(), detail);
        };
      }
    }
    return new Verdict.Retry("unexpected_answer", detail, RetryAfter.of(response));
  }
}
