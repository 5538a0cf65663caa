package io.tracklayer.destinations.answers;

import io.tracklayer.contract.reason.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What the error codes of an API mean, as a table in which the first matching row counts.
 *
 * @param <M> what to do about a code
 */
public record CodeTable<M>(List<Row<M>> rows) {

  public Optional<Row<M>> find(int code) {
    return rows.stream().filter(row -> row.first <= code && code <= row.last).findFirst();
  }

  /** One row, for codes from {@code first} to {@code last}. */
  public record Row<M>(int first, int last, M meaning, Reason reason) {

    public static <M> Row<M> of(int code, M meaning, Reason reason) {
      return new Row<>(code, code, meaning, reason);
    }
  }
}
