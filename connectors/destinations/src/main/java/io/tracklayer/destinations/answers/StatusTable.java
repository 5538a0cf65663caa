package io.tracklayer.destinations.answers;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.CodeTable.Row;
import io.tracklayer.destinations.http.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the status of an answer means, for APIs that say no more than that. A request whose status
 * is not in the table is tried again: such a status is unforeseen, so nothing shows that the events
 * are to blame.
 */
public record StatusTable(CodeTable<Meaning> statuses) {

  public StatusTable(List<Row<Meaning>> rows) {
    this(new CodeTable<>(rows));
  }

  /** What to do about a status. */
  public enum Meaning {
    TEMPORARY,
    CREDENTIALS,
    /** At least one event of the request is wrong; the answer does not say which. */
    BAD_EVENT
  }

  /** What statuses mean for an API that gives them no special meaning. */
  public static final StatusTable USUAL =
      new StatusTable(
          List.of(
              Row.of(400, Meaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(401, Meaning.CREDENTIALS, Reason.TOKEN_INVALID),
              Row.of(403, Meaning.CREDENTIALS, Reason.PERMISSION_MISSING),
              Row.of(404, Meaning.CREDENTIALS, Reason.NOT_ACCESSIBLE),
              Row.of(408, Meaning.TEMPORARY, Reason.TEMPORARY_ERROR),
              Row.of(413, Meaning.BAD_EVENT, Reason.REQUEST_TOO_LARGE),
              Row.of(422, Meaning.BAD_EVENT, Reason.INVALID_REQUEST),
              Row.of(429, Meaning.TEMPORARY, Reason.RATE_LIMITED),
              new Row<>(500, 599, Meaning.TEMPORARY, Reason.SERVER_ERROR)));

  /** For an API whose every other client error refuses the events. */
  public static final StatusTable USUAL_STRICT =
      new StatusTable(
          Stream.concat(
                  USUAL.statuses.rows().stream(),
                  Stream.of(new Row<>(400, 499, Meaning.BAD_EVENT, Reason.INVALID_REQUEST)))
              .toList());

  /** The same but for what one row says. */
  public StatusTable with(Row<Meaning> row) {
    return new StatusTable(Stream.concat(Stream.of(row), statuses.rows().stream()).toList());
  }

  public Verdict verdict(Answer.Response response, @Nullable String said) {
    return statuses
        .find(response.status())
        .map(row -> verdict(row, response, said))
        .orElseGet(
            () ->
                new Verdict.Retry(
                    Cause.of(Reason.UNEXPECTED_ANSWER), said, RetryAfter.of(response)));
  }

  private static Verdict verdict(
      Row<Meaning> row, Answer.Response response, @Nullable String said) {
    Cause cause = Cause.of(row.reason());
    return switch (row.meaning()) {
      case TEMPORARY -> new Verdict.Retry(cause, said, RetryAfter.of(response));
      case CREDENTIALS -> new Verdict.CredentialsWrong(cause, said);
      case BAD_EVENT -> new Verdict.RejectedAsWhole(cause, said);
    };
  }
}
